import { Module, type DynamicModule } from '@nestjs/common';
import type { LoadedConfig } from './load-config';

/** Provides every loaded fragment under its own class, everywhere. */
@Module({})
export class ConfigModule {
  static forRoot(config: LoadedConfig): DynamicModule {
    const providers = [...config].map(([provide, useValue]) => ({ provide, useValue }));
    return { module: ConfigModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}
