import type { Memory } from './memory';

/** Whether a memory is a person's: it wrote it, it had the task for which an agent did, or the memory says of itself (`metadata.actor`) that it is who speaks. */
export function isOfPerson({ provenance, metadata }: Pick<Memory, 'provenance' | 'metadata'>, userId: string): boolean {
  return provenance.userId === userId || metadata.actor === userId;
}
