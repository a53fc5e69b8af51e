import { nearMatches } from '../../../models';

/** What may have been meant by a name that is not known, as the end of a sentence; nothing when no name is near. */
export function meant(name: unknown, known: readonly string[]): string {
  if (typeof name !== 'string') return '';
  const [nearest] = nearMatches(name, known, 1);
  return nearest === undefined ? '' : `: did you mean ${nearest}?`;
}
