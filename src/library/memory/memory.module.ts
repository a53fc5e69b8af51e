import { Module, type DynamicModule } from '@nestjs/common';
import { MemoryModule as Memory, SessionsModule, ContextModule, CleanupModule } from '../../memory';
import { withAsyncOptions, withOptions, type MeshAsyncOptions, type MeshOptions, type Part, type SharedMesh } from '../mesh';
import { MemoryCompressionSystem } from './memory-compression-system';
import { MemoryIndexingSystem } from './memory-indexing-system';
import { MeshNetworks } from './mesh-networks';
import { SessionManager } from './session-manager';

/** The shared memory of networks: written, found again, packed for prompts, grouped by sessions. Removes what is over. Import it once, by `forRoot` or `forRootAsync`. */
@Module({})
export class MemoryModule {
  private static readonly part: Part = {
    module: MemoryModule,
    modules: [Memory, SessionsModule, ContextModule, CleanupModule],
    faces: [MemoryCompressionSystem, MemoryIndexingSystem, MeshNetworks, SessionManager],
    sweeps: true,
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
