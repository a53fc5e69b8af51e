export { verifyExport, type ExportProof } from './export/verify-export';
export { Pruning, type Pruned, type PruneSettings } from './proof/pruning';
