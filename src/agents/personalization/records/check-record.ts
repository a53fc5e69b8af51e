import { invalidField } from '../../../errors';

/** Levels of lists and objects in a field, and entries of all of them together. */
const MOST_LEVELS = 4;
const MOST_ENTRIES = 1_000;

/** Holds one inline record to its form. @throws MeshError invalid, naming `at` and the field in it. */
export function checkRecord(record: unknown, at: string): asserts record is Record<string, unknown> {
  if (record === null || typeof record !== 'object' || Array.isArray(record)) throw invalidField(at, 'must be an object');
  let entries = 0;
  const check = (value: unknown, place: string, level: number): void => {
    if (typeof value === 'number' && !Number.isFinite(value)) throw invalidField(place, 'must be a finite number');
    if (value === null || typeof value !== 'object') return;
    if (level > MOST_LEVELS) throw invalidField(place, `must not be nested more than ${MOST_LEVELS} levels deep`);
    for (const [name, part] of Object.entries(value)) {
      entries += 1;
      if (entries > MOST_ENTRIES) throw invalidField(at, `must hold at most ${MOST_ENTRIES} values`);
      check(part, `${place}.${name}`, level + 1);
    }
  };
  check(record, at, 0);
}
