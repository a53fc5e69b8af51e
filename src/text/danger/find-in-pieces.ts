import { setImmediate as breath } from 'node:timers/promises';
import type { Danger, DangerKind, DangerOptions } from './danger';
import { cutOut } from './cut-out';
import { findDanger } from './find-danger';

/** Characters that are looked at before others get their turn: some 10 ms. */
const PIECE = 32_768;
/** Characters that two pieces share: longer than any form that a rule knows, but for the contents of elements. */
const SHARED = 2_048;
/** Times that cutting may lay bare something new, as in `<scr<script>ipt>`. */
const MAX_ROUNDS = 10;

/** What `findDanger` finds in a text of any length, without holding others up. */
export async function findDangerInPieces(text: string, kinds: ReadonlySet<DangerKind>, options: DangerOptions = {}): Promise<Danger[]> {
  if (text.length <= PIECE) return findDanger(text, kinds, options);
  const found: Danger[] = [];
  for (let from = 0; from < text.length; from += PIECE - SHARED) {
    const own = findDanger(text.slice(from, from + PIECE), kinds, options);
    found.push(...own.map((danger) => ({ ...danger, start: danger.start + from, end: danger.end + from })));
    await breath();
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/**
 * A text of any length with what `withoutDanger` cuts out cut out; undefined where that lays bare more and more, which nobody writes who means
 * well.
 */
export async function withoutDangerInPieces(
  text: string,
  kinds: ReadonlySet<DangerKind>,
  options: DangerOptions = {},
): Promise<string | undefined> {
  let defused = text;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const found = await findDangerInPieces(defused, kinds, options);
    if (found.length === 0) return defused;
    defused = cutOut(defused, found);
  }
  return undefined;
}
