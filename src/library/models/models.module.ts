import { Module, type DynamicModule } from '@nestjs/common';
import { ModelsModule as Models } from '../../models';
import { withAsyncOptions, withOptions, type MeshAsyncOptions, type MeshOptions, type Part, type SharedMesh } from '../mesh';
import { ContentSafetyFilter } from './content-safety-filter';
import { ModelFallbackChain } from './model-fallback-chain';

/** Language models behind one chain, and the filter that every text goes through. Import it once, by `forRoot` or `forRootAsync`. */
@Module({})
export class ModelsModule {
  private static readonly part: Part = {
    module: ModelsModule,
    modules: [Models],
    faces: [ContentSafetyFilter, ModelFallbackChain],
  };

  /** With options that are known, or in a mesh that several parts share. @throws ConfigError at the start, naming every fault of the options. */
  static forRoot(options: MeshOptions | SharedMesh = {}): DynamicModule {
    return withOptions(this.part, options);
  }

  /** With options that other providers give. */
  static forRootAsync(options: MeshAsyncOptions): DynamicModule {
    return withAsyncOptions(this.part, options);
  }
}
