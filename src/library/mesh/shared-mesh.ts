import type { Type } from '@nestjs/common';
import type { MeshOptions } from './mesh-options';
import { MeshParts } from './mesh-parts';

/** What a part needs to be opened. */
export interface Needs {
  /** Modules of the service. */
  modules: readonly Type[];
  /** Whether this process is to remove what is over. Default false. */
  sweeps?: boolean;
  /** Whether its modules would take up tasks of the mesh in a process that works for it; then this one must not. Default false. */
  bringsTasks?: boolean;
}

/**
 * One mesh for several parts of an application: they share their connections and the database, which embedded is open for one alone. Give the
 * same one to `forRoot` of each. It is closed with the application, and opened anew when the same modules start again.
 */
export class SharedMesh {
  private readonly needs: Needs[] = [];
  private opened: Promise<MeshParts> | undefined;

  /** `options` may be a function, for what is known only at the start. */
  constructor(private readonly options: MeshOptions | (() => MeshOptions | Promise<MeshOptions>)) {}

  /** Called by `forRoot`. @throws Error while it is open */
  join(needs: Needs): void {
    if (this.opened !== undefined) throw new Error('this mesh is open already: what joins it now would not be part of it');
    this.needs.push(needs);
  }

  /** The parts of all that joined, opened for the first that asks; anew after they were closed or could not be opened. */
  open(): Promise<MeshParts> {
    return (this.opened ??= this.openAll(() => (this.opened = undefined)));
  }

  private async openAll(forget: () => void): Promise<MeshParts> {
    try {
      return await this.partsOfAll(forget);
    } catch (error) {
      forget();
      throw error;
    }
  }

  private async partsOfAll(forget: () => void): Promise<MeshParts> {
    const modules = new Set(this.needs.flatMap((needs) => needs.modules));
    const sweeps = this.needs.some((needs) => needs.sweeps === true) && !this.needs.some((needs) => needs.bringsTasks === true);
    const options = typeof this.options === 'function' ? await this.options() : this.options;
    return MeshParts.open([...modules], options, sweeps, forget);
  }
}
