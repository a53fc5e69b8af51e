import { setTimeout as delay } from 'node:timers/promises';

/** Asks again every 50 ms until `done` holds, for what tells nobody when it is done. @throws when it does not within `limitMs`. */
export async function until(done: () => Promise<boolean>, limitMs = 10_000): Promise<void> {
  const endMs = Date.now() + limitMs;
  while (!(await done())) {
    if (Date.now() > endMs) throw new Error(`it did not come to be within ${limitMs} ms`);
    await delay(50);
  }
}
