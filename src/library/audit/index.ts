import 'reflect-metadata';

export { AuditManager } from './audit-manager';
export { AuditModule } from './audit.module';
export { MeshError } from '../../errors';
export { SharedMesh, type MeshAsyncOptions, type MeshOptions } from '../mesh';
