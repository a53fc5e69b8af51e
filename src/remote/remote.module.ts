import { Global, Module } from '@nestjs/common';
import { Bodies } from './bodies';
import { RemoteCalls } from './remote-calls';
import { RemoteHost } from './remote-host';
import { Seal } from './seal';

/** Processes of one mesh that do different things ask each other. */
@Global()
@Module({ providers: [Bodies, Seal, RemoteCalls, RemoteHost], exports: [RemoteCalls, RemoteHost] })
export class RemoteModule {}
