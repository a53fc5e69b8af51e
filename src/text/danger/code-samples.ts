/** From and to before where a stretch of a text lies. */
export type Span = readonly [start: number, end: number];

const FENCE = /^[ \t]{0,3}(?:```|~~~)/gmu;
/** One to two backticks around what holds none; what stands before and after it is not part of a word. */
const INLINE = /(?<![\w`$=;&|@\\'"])(`{1,2})(?!`)[^`\n]{1,1000}\1(?![\w`'"])/gu;

/**
 * Where a text of prose shows code: between fences of three backticks or tildes, and between single backticks. Text that is nothing but one
 * stretch in single backticks is a command, not a sample of one.
 */
export function codeSamples(text: string): Span[] {
  if (!text.includes('`') && !text.includes('~~~')) return [];
  const fences = [...text.matchAll(FENCE)].map(({ index, 0: mark }) => [index, index + mark.length] as const);
  const blocks: Span[] = [];
  for (let i = 0; i + 1 < fences.length; i += 2) blocks.push([(fences[i] as Span)[0], (fences[i + 1] as Span)[1]]);
  const inline = [...text.matchAll(INLINE)].map(({ index, 0: code }): Span => [index, index + code.length]);
  return [...blocks, ...(isProse(text, inline) ? inline : [])].sort(([a], [b]) => a - b);
}

/** Whether words stand outside of the code. */
function isProse(text: string, inline: readonly Span[]): boolean {
  let from = 0;
  for (const [start, end] of [...inline, [text.length, text.length] as const]) {
    if (/\p{L}{2}/u.test(text.slice(from, start))) return true;
    from = end;
  }
  return false;
}

/** Says of a span whether it lies within one of `samples`. */
export function within(samples: readonly Span[]): (start: number, end: number) => boolean {
  if (samples.length === 0) return () => false;
  return (start, end) => {
    let [low, high] = [0, samples.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((samples[middle] as Span)[0] <= start) low = middle + 1;
      else high = middle;
    }
    // Blocks may hold inline code, so the one that begins last need not be the one that reaches furthest.
    return samples.slice(Math.max(0, low - 2), low).some(([, sampleEnd]) => end <= sampleEnd);
  };
}
