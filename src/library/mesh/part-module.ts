import type { DynamicModule, FactoryProvider, InjectionToken, ModuleMetadata, OptionalFactoryDependency, Type } from '@nestjs/common';
import type { MeshOptions } from './mesh-options';
import { MeshParts } from './mesh-parts';
import { SharedMesh, type Needs } from './shared-mesh';

/** Options that come from other providers of the application, such as its own configuration. */
export interface MeshAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  inject?: (InjectionToken | OptionalFactoryDependency)[];
  /** Called once, at the start of the application. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is injected is the application's own
  useFactory: (...injected: any[]) => MeshOptions | Promise<MeshOptions>;
}

/** A class for integrators, made from the parts it stands on. */
export type Face = new (parts: MeshParts) => object;

/** What one importable module consists of. */
export interface Part extends Needs {
  module: Type;
  /** What it gives to the application. */
  faces: readonly Face[];
}

const OPTIONS = Symbol('ai-mesh options');

/** The dynamic module of a part with options that are known, or as one of several in a mesh that they share. */
export function withOptions(part: Part, options: MeshOptions | SharedMesh): DynamicModule {
  const isShared = options instanceof SharedMesh;
  if (isShared) options.join(part);
  return dynamicModule(part, [{ provide: MeshParts, useFactory: () => (isShared ? options.open() : openOf(part, options)) }]);
}

/** The dynamic module of a part with options that come from other providers. */
export function withAsyncOptions(part: Part, { imports = [], inject = [], useFactory }: MeshAsyncOptions): DynamicModule {
  const options: FactoryProvider<MeshOptions | Promise<MeshOptions>> = { provide: OPTIONS, inject, useFactory };
  const parts: FactoryProvider<Promise<MeshParts>> = {
    provide: MeshParts,
    inject: [OPTIONS],
    useFactory: (given: MeshOptions) => openOf(part, given),
  };
  return { ...dynamicModule(part, [options, parts]), imports };
}

function openOf({ modules, sweeps = false }: Part, options: MeshOptions): Promise<MeshParts> {
  return MeshParts.open(modules, options, sweeps);
}

function dynamicModule({ module, faces }: Part, opening: FactoryProvider[]): DynamicModule {
  const made = faces.map((Face) => ({ provide: Face, inject: [MeshParts], useFactory: (parts: MeshParts) => new Face(parts) }));
  return { module, providers: [...opening, ...made], exports: [...faces] };
}
