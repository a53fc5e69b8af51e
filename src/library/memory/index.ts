import 'reflect-metadata';

export { MemoryCompressionSystem } from './memory-compression-system';
export { MemoryIndexingSystem } from './memory-indexing-system';
export { MeshNetworks } from './mesh-networks';
export { SessionManager } from './session-manager';
export { MemoryModule } from './memory.module';
export { MeshError } from '../../errors';
export { SharedMesh, type MeshAsyncOptions, type MeshOptions } from '../mesh';
