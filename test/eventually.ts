import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 25;

/** What `look` finds, once it finds something; for what happens in the background and gives no signal of its own. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined | false>, deadlineMs = 15_000): Promise<T> {
  const giveUpAtMs = Date.now() + deadlineMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > giveUpAtMs) throw new Error(`in ${deadlineMs} ms it did not happen: ${what}`);
    await delay(LOOK_EVERY_MS);
  }
}
