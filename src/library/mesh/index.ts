export { networkIdOf, textOf, wholeNumberOf } from './given';
export { MeshParts } from './mesh-parts';
export type { MeshOptions } from './mesh-options';
export { ownerOf } from './owner';
export { SharedMesh } from './shared-mesh';
export { withAsyncOptions, withOptions, type MeshAsyncOptions, type Part } from './part-module';
