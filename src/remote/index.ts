export type { RemoteCall } from './call';
export { hosted, type PublicOf } from './hosted';
export { RemoteCalls } from './remote-calls';
export { RemoteHost, type HostedCall } from './remote-host';
export { RemoteModule } from './remote.module';
export { bytesOfWire, wireNumbersOf } from './wire-numbers';
