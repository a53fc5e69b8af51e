export { verifyExport, type ExportProof } from './export/verify-export';
