import { lastStep, type FoundNumber } from './find-numbers';
import { NUMBER_WORDS, numberInWords } from './words-to-number';

/**
 * Numbers in words claim something only where they measure: bare small ones count what the text itself lists ("three of them"), and idioms use
 * them too. So these are looked for, and no others: percentages, parts of a whole, ratios, and whole numbers above twelve.
 */
const LARGEST_COUNTED = 12;
/** A part or a ratio in words allows for this share to either side: "twice" is said of 1.9. */
const LOOSENESS = 0.05;

const PARTS: Readonly<Record<string, number>> = {
  half: 2,
  halves: 2,
  third: 3,
  quarter: 4,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  eighth: 8,
  tenth: 10,
};
const TIMES: Readonly<Record<string, number>> = {
  ...{ twice: 2, double: 2, doubled: 2, doubling: 2, twofold: 2, triple: 3, tripled: 3, tripling: 3, threefold: 3, thrice: 3 },
  ...{ fourfold: 4, quadrupled: 4, quadrupling: 4, fivefold: 5, tenfold: 10, halved: 0.5, halving: 0.5 },
};

const START = '(?<![\\p{L}\\p{N}_-])';
const END = '(?![\\p{L}\\p{N}]|-\\p{L})';
const COMPARED = '(?:as|the|that|what|more|fewer|less|higher|lower|larger|greater|better|likelier|faster|longer)';

const NUMBER = new RegExp(
  `${START}(?<words>${NUMBER_WORDS})${END}(?<percent>\\s(?:percent|per\\scent|percentage\\spoints?)${END}|\\s?%)?`,
  'giu',
);
const PART = new RegExp(
  `${START}(?:(?<count>an?|one|two|three|four|five|six|seven)[\\s-](?<part>half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)(?=\\sof${END})` +
    `|(?<half>half)(?=\\sof${END}|\\sthe\\s(?!battle|time|fun|story|work))|by\\s(?<by>half)${END})`,
  'giu',
);
const ONE_IN = new RegExp(`${START}(?<some>${NUMBER_WORDS})\\s(?:in|out\\sof)\\s(?:every\\s)?(?<all>${NUMBER_WORDS})${END}`, 'giu');
const RATIO = new RegExp(
  `${START}(?:(?<adverb>twice|thrice|double|triple)(?=\\s(?:as|the|that|what)${END})|(?<verb>doubled|doubling|tripled|tripling|quadrupled|quadrupling|halved|halving)${END}(?!\\sdown)` +
    `|(?<fold>(?:two|three|four|five|ten)fold)${END}|(?<times>${NUMBER_WORDS})\\stimes(?=\\s${COMPARED}${END}))`,
  'giu',
);
/** Halves that are places in time, not parts of an amount. */
const PLACE_IN_TIME = /(?:first|second|other|better|latter|former)\s$/iu;

/** Every number in English words in `text` that measures something; those of other languages are not seen. */
export function findSpelledNumbers(text: string): FoundNumber[] {
  const plain = text.normalize('NFKC');
  const taken = new Uint8Array(plain.length);
  const found: { at: number; number: FoundNumber }[] = [];
  const take = (
    pattern: RegExp,
    read: (groups: Record<string, string | undefined>, at: number) => Omit<FoundNumber, 'text'> | undefined,
  ) => {
    for (const match of plain.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (taken.subarray(match.index, end).includes(1)) continue;
      const number = read(match.groups ?? {}, match.index);
      if (number === undefined) continue;
      taken.fill(1, match.index, end);
      found.push({ at: match.index, number: { text: match[0].trim(), ...number } });
    }
  };
  take(RATIO, ({ adverb, verb, fold, times }) => {
    const value = times === undefined ? TIMES[(adverb ?? verb ?? fold ?? '').toLowerCase()] : numberInWords(times);
    return value === undefined || value === 0 ? undefined : { ...loosely(value), ratio: true };
  });
  take(ONE_IN, ({ some = '', all = '' }) => {
    const [part = 0, whole = 0] = [numberInWords(some), numberInWords(all)];
    return part > 0 && part < whole ? loosely(part / whole) : undefined;
  });
  take(PART, ({ count, part }, at) => {
    if (part === undefined) return PLACE_IN_TIME.test(plain.slice(Math.max(0, at - 10), at)) ? undefined : loosely(0.5);
    const parts = /^an?$/i.test(count ?? '') ? 1 : (numberInWords(count ?? '') ?? 0);
    const share = parts / (PARTS[part.toLowerCase().replace(/s$/, '')] ?? PARTS[part.toLowerCase()] ?? 1);
    return share < 1 ? loosely(share) : undefined;
  });
  take(NUMBER, ({ words = '', percent }) => {
    const value = numberInWords(words);
    if (value === undefined || (percent === undefined && value <= LARGEST_COUNTED)) return undefined;
    return { value, unit: lastStep(String(value)), percent: percent !== undefined };
  });
  return found.sort((one, other) => one.at - other.at).map(({ number }) => number);
}

function loosely(value: number): Omit<FoundNumber, 'text'> {
  return { value, unit: 2 * LOOSENESS * value, percent: false };
}
