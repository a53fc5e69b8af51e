import { Module, type DynamicModule } from '@nestjs/common';
import { withAsyncOptions, withOptions, type MeshAsyncOptions, type MeshOptions, type Part, type SharedMesh } from '../mesh';
import { AuditManager } from './audit-manager';

/** A log of what was done that can be proven. Import it once, by `forRoot` or `forRootAsync`. */
@Module({})
export class AuditModule {
  private static readonly part: Part = {
    module: AuditModule,
    modules: [],
    faces: [AuditManager],
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
