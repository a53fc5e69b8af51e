import type { FactoryProvider, Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ServerConfig, type HostedRole } from '../config';

/** What of a class others see. */
export type PublicOf<T> = { [K in keyof T]: T[K] };

/**
 * Provides the class `here` where this process has `role`, and elsewhere what asks a process that has it: under the same token, so that callers never
 * know the difference. Only one of them is made.
 */
export function hosted<T>(role: HostedRole, here: Type<T>, elsewhere: Type<PublicOf<T>>): FactoryProvider<PublicOf<T>> {
  return {
    provide: here,
    inject: [ServerConfig, ModuleRef],
    useFactory: (server: ServerConfig, module: ModuleRef) => module.create<PublicOf<T>>(server.hosts(role) ? here : elsewhere),
  };
}
