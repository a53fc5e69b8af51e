import 'reflect-metadata';

export { ContentSafetyFilter } from './content-safety-filter';
export { ModelFallbackChain } from './model-fallback-chain';
export { ModelsModule } from './models.module';
export { MeshError } from '../../errors';
export { SharedMesh, type MeshAsyncOptions, type MeshOptions } from '../mesh';
