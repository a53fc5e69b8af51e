import { setImmediate } from 'node:timers/promises';

/** Characters that are looked at in one go: some milliseconds. */
const PART_CHARS = 8_192;
/** Characters that each part has in common with the one before: longer than what any detector looks for. */
const OVERLAP_CHARS = 1_024;
/** Milliseconds for which the event loop may stand still: other requests wait meanwhile. */
const STILL_MS = 10;

/**
 * Shows a text of any length part by part, each with the index where it begins: others get their turn in between, and the time is linear in its
 * length. Parts overlap, so that what lies where they meet is found whole in one of them, and perhaps twice.
 */
export async function inParts(text: string, look: (part: string, from: number) => void, signal?: AbortSignal): Promise<void> {
  let since = performance.now();
  for (let from = 0; ; from += PART_CHARS - OVERLAP_CHARS) {
    look(text.slice(from, from + PART_CHARS), from);
    if (from + PART_CHARS >= text.length) return;
    if (performance.now() - since < STILL_MS) continue;
    await setImmediate();
    signal?.throwIfAborted();
    since = performance.now();
  }
}
