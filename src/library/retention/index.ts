import 'reflect-metadata';

export { DataRetentionManager } from './data-retention-manager';
export { RetentionModule } from './retention.module';
export { MeshError } from '../../errors';
export { SharedMesh, type MeshAsyncOptions, type MeshOptions } from '../mesh';
