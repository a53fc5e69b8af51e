export type { RemoteCall } from './call';
export { hosted, type PublicOf } from './hosted';
export { RemoteCalls } from './remote-calls';
export { RemoteHost } from './remote-host';
export { RemoteModule } from './remote.module';
