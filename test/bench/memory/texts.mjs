/** Words of the vocabulary, and how they are distributed: Zipf and Mandelbrot, as in talk (exponent 1.05, shift 2.7). */
const VOCABULARY = 20_000;
const EXPONENT = 1.05;
const SHIFT = 2.7;
/** Words of a memory, about what a turn of a conversation or a fact has, and of a query. */
const TEXT_WORDS = 18;
const QUERY_WORDS = 6;
/** Memories of one session. */
const SESSION = 20;

/** Texts as people write them, in how often their words occur: the same ones in every run. @param {number} seed */
export function textsOf(seed) {
  const random = randomFrom(seed);
  const sums = [];
  let total = 0;
  for (let rank = 1; rank <= VOCABULARY; rank += 1) sums.push((total += 1 / (rank + SHIFT) ** EXPONENT));
  const word = () => spelt(firstAbove(sums, random() * total));
  const words = (count) => Array.from({ length: count }, word).join(' ');
  return {
    query: () => words(QUERY_WORDS),
    /** The memory with this number, as a line of an import has it. */
    memory: (number) => ({
      type: 'fact',
      content: words(TEXT_WORDS),
      metadata: { actor: `person${number % 2}` },
      sessionId: `session_${Math.floor(number / SESSION)}`,
      createdAtMs: 1_700_000_000_000 + number * 1_000,
      trust: 'untrusted',
      provenance: { source: 'import' },
    }),
  };
}

function randomFrom(seed) {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
}

function firstAbove(sums, value) {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A word for a rank, of consonants and vowels, so that it is read like a word. */
function spelt(rank) {
  let word = '';
  for (let rest = rank + 7; rest > 0; rest = Math.floor(rest / 14)) word += 'bcdfgklmnprtvz'[rest % 14] + 'aeiou'[rest % 5];
  return word;
}
