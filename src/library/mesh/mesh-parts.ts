import { Module, type DynamicModule, type INestApplicationContext, type OnApplicationShutdown, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditModule } from '../../audit';
import { ConfigModule, type LoadedConfig } from '../../config';
import { DatabaseModule } from '../../database';
import { InstrumentsModule } from '../../observability';
import { RedisModule } from '../../redis';
import { RemoteModule } from '../../remote';
import { PLATFORM_TENANT, SecurityModule } from '../../security';
import { TenantsModule } from '../../tenants';
import { configFrom, type MeshOptions } from './mesh-options';

/** The modules of one part of the service, below what all of them stand on. */
@Module({})
class PartsModule {
  static of(config: LoadedConfig, modules: readonly Type[]): DynamicModule {
    const below = [InstrumentsModule, RedisModule, DatabaseModule, TenantsModule, SecurityModule, AuditModule, RemoteModule];
    return { module: PartsModule, imports: [ConfigModule.forRoot(config), ...below, ...modules] };
  }
}

/**
 * Parts of the service at work inside another application: in a container of their own, so that none of their guards, routes, pipes or global
 * modules reaches the application. They open with it and close after it.
 */
export class MeshParts implements OnApplicationShutdown {
  private closed?: Promise<void>;

  private constructor(
    private readonly context: INestApplicationContext,
    readonly tenantId: string,
    private readonly onClosing: () => void,
  ) {}

  /**
   * Resolves once Redis answered. `sweeps`: whether this process removes what is over; `onClosing` is told when they begin to close.
   * @throws ConfigError or TypeError naming what is wrong with the options; MeshError while Redis cannot be reached.
   */
  static async open(modules: readonly Type[], options: MeshOptions, sweeps: boolean, onClosing: () => void = () => {}): Promise<MeshParts> {
    const config = configFrom(options, sweeps);
    // No logger is given: what the parts log goes to that of the application.
    const context = await NestFactory.createApplicationContext(PartsModule.of(config, modules), { abortOnError: false });
    return new MeshParts(context, options.tenantId ?? PLATFORM_TENANT, onClosing);
  }

  /** A provider of the parts. */
  get<T>(token: symbol | (abstract new (...given: never[]) => T)): T {
    return this.context.get<T>(token, { strict: false });
  }

  /** Closes once, though every module that shares it asks. */
  onApplicationShutdown(): Promise<void> {
    if (this.closed === undefined) this.onClosing();
    return (this.closed ??= this.context.close());
  }
}
