import type { MeshJob } from './job';

/**
 * What of `possible` a worker goes on with by itself, and what is for the queue. Steps that it has claimed are its own. While it `goesOn`, so is what
 * ends the task, and one task that begins in its place: whoever kept all that a wider window lets go would leave other workers idle.
 */
export function ownWork(possible: readonly MeshJob[], goesOn: boolean): { own: MeshJob[]; queued: MeshJob[] } {
  const own: MeshJob[] = [];
  const queued: MeshJob[] = [];
  let hasBegun = false;
  for (const work of possible) {
    const stays: boolean = work.kind === 'step' ? work.claimed !== undefined : goesOn && !(work.kind === 'start' && hasBegun);
    hasBegun ||= stays && work.kind === 'start';
    (stays ? own : queued).push(work);
  }
  return { own, queued };
}
