import 'reflect-metadata';

export { InputValidator } from './input-validator';
export { SecurityManager } from './security-manager';
export { SecurityModule } from './security.module';
export { MeshError } from '../../errors';
export { SharedMesh, type MeshAsyncOptions, type MeshOptions } from '../mesh';
