/** A number as a reader would see it in a text. */
export interface FoundNumber {
  /** As written, sign and unit included. */
  text: string;
  /** The value without its sign, scale applied: `1.4 million` is 1,400,000. */
  value: number;
  /** The step of the last digit that the writing claims: .1 for 12.3, 100 for 1,400. */
  unit: number;
  percent: boolean;
  /** That it compares: the change is as good a source as the ratio, for who doubles gains a whole. */
  ratio?: boolean;
}

const SCALE: Readonly<Record<string, number>> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, bn: 1e9, billion: 1e9 };

// Not inside a word (B2B, Q3), not the tail of another number; thousands separated by commas, or a decimal comma before one or two digits.
const NUMBER =
  /(?<![\p{L}\p{N}_]|\d[.,])[-−]?[$€£]?\s?(?<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+,\d{1,2}(?!\d)|\d+(?:\.\d+)?|\.\d+)(?:\s?(?<percent>%|percent\b|per\scent\b)|\s?(?<scale>k|thousand|m|million|bn|billion)\b)?/giu;

/** The markers of a numbered list, which count and claim nothing. */
const LIST_MARKER = /^[^\S\n]*\d{1,2}[.)]\s/gmu;

/** Every number written in digits in `text`, in order; `findSpelledNumbers` finds those in words. */
export function findNumbers(text: string): FoundNumber[] {
  const plain = text.normalize('NFKC').replace(LIST_MARKER, ' ');
  return [...plain.matchAll(NUMBER)].map((match) => {
    const { digits = '', percent, scale } = match.groups ?? {};
    const decimal = /^\d+,\d{1,2}$/.test(digits) ? digits.replace(',', '.') : digits.replaceAll(',', '');
    const factor = SCALE[scale?.toLowerCase() ?? ''] ?? 1;
    return { text: match[0].trim(), value: Number(decimal) * factor, unit: lastStep(decimal) * factor, percent: percent !== undefined };
  });
}

/** The step of the last significant digit; trailing zeros of a whole number are rounding as long as two digits stand before them. */
export function lastStep(decimal: string): number {
  const [whole = '', fraction] = decimal.split('.');
  if (fraction !== undefined) return 10 ** -fraction.length;
  const zeros = /0*$/.exec(whole)?.[0].length ?? 0;
  return 10 ** Math.max(0, Math.min(zeros, whole.length - 2));
}
