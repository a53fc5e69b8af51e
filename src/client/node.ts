/** What `ai-mesh/client` is where there is Nest: in browsers it is `index.ts`, which needs nothing. */
export * from './index';
export { MeshClientModule, type MeshClientModuleAsyncOptions, type MeshClientModuleOptions } from './messages/mesh-client.module';
export { MeshRpcClient } from './messages/mesh-rpc-client';
