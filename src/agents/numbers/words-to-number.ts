const ONES = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const TEENS = ['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

const SMALL: ReadonlyMap<string, number> = new Map([
  ...[...ONES, ...TEENS].map((word, value) => [word, value] as const),
  ...TENS.map((word, index) => [word, (index + 2) * 10] as const),
]);
const SCALES: ReadonlyMap<string, number> = new Map([
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
]);

/** Words of the longest number that is looked for; a bound, so that a text of nothing but such words is read in time linear in it. */
const MOST_WORDS = 16;

/** Matches an English number in words, `point` and what follows it included; no group of its own. */
export const NUMBER_WORDS = ((): string => {
  const word = `(?:${[...SMALL.keys(), 'hundred', ...SCALES.keys()].sort((a, b) => b.length - a.length).join('|')})(?!\\p{L})`;
  return `${word}(?:(?:\\s{1,3}and\\s{1,3}|\\s{1,3}point\\s{1,3}|[\\s-]{1,3})${word}){0,${MOST_WORDS - 1}}`;
})();

/** The value of what `NUMBER_WORDS` matches; undefined for words that make no one number, such as `nineteen ninety` or `one, two`. */
export function numberInWords(text: string): number | undefined {
  const [whole = '', ...fractions] = text.toLowerCase().split(/\s+point\s+/u);
  if (fractions.length > 1) return undefined;
  const value = wholeInWords(whole);
  const digits = fractions[0]?.split(/[\s-]+/u).map((word) => ONES.indexOf(word)) ?? [];
  if (value === undefined || digits.some((digit) => digit < 0 || digit > 9)) return undefined;
  return digits.length === 0 ? value : Number(`${value}.${digits.join('')}`);
}

function wholeInWords(text: string): number | undefined {
  const words = text.split(/[\s-]+/u).filter((word) => word !== 'and');
  let total = 0;
  let group = 0;
  /** What the next word must be below: a unit stands behind tens, tens behind hundreds, each once. */
  let room = Number.POSITIVE_INFINITY;
  let scaleRoom = Number.POSITIVE_INFINITY;
  for (const word of words) {
    const scale = SCALES.get(word);
    if (scale !== undefined) {
      if (group === 0 || scale >= scaleRoom) return undefined;
      total += group * scale;
      [group, room, scaleRoom] = [0, Number.POSITIVE_INFINITY, scale];
    } else if (word === 'hundred') {
      if (group < 1 || group > 9) return undefined;
      [group, room] = [group * 100, 100];
    } else {
      const small = SMALL.get(word) ?? 0;
      if (small >= room || (small === 0 && words.length > 1)) return undefined;
      group += small;
      room = small >= 20 ? 10 : 0;
    }
  }
  return total + group;
}
