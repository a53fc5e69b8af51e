import { bad, ok, type Finding } from './finding';

/** Milliseconds that clocks may differ: signed requests and expiries bear no more. */
const MOST_MS = 5_000;

/** Milliseconds that nobody needs to know of: what measuring takes. */
const LEAST_MS = 100;

/** Whether another clock, asked between two times of ours, goes as ours does. `precisionMs` is the unit that it tells. */
export function clockFinding(name: string, theirsMs: number, beforeMs: number, afterMs: number, precisionMs = 1): Finding {
  const early = beforeMs - precisionMs - theirsMs;
  const late = theirsMs - afterMs;
  const differenceMs = Math.max(0, early, late);
  if (differenceMs <= MOST_MS)
    return ok(name, differenceMs <= LEAST_MS ? 'goes as ours does' : `differs from ours by ${Math.round(differenceMs)} ms`);
  const seconds = Math.round(differenceMs / 1_000);
  return bad(name, `is ${seconds} s ${early > late ? 'behind' : 'ahead of'} ours`, 'let both machines set their clocks by NTP');
}
