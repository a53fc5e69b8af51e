import { Module, type DynamicModule } from '@nestjs/common';
import { RetentionModule as Retention } from '../../retention';
import { withAsyncOptions, withOptions, type MeshAsyncOptions, type MeshOptions, type Part, type SharedMesh } from '../mesh';
import { DataRetentionManager } from './data-retention-manager';

/** How long what is kept, and that it goes then. Import it once, by `forRoot` or `forRootAsync`. */
@Module({})
export class RetentionModule {
  private static readonly part: Part = {
    module: RetentionModule,
    modules: [Retention],
    faces: [DataRetentionManager],
    bringsTasks: true,
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
