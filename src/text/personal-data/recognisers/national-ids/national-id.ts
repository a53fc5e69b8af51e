import { CLOSE, type Recogniser, words } from '../../recogniser';

/** One country's number for its people. */
export interface NationalId {
  rule: string;
  /** Its form with the separators people use; bounded on both sides by `nationalId`. */
  form: string;
  /** What it is called (parts of regular expressions). */
  names: readonly string[];
  /** Whether check digits (and dates inside) hold; gets the value in upper case without separators. */
  valid: (compact: string) => boolean;
  /** How many digits the form has at least; 7 without. */
  digits?: number;
  /** How sure without its name near; under `SURE` where one number in ten or so would pass the check. */
  alone: number;
}

/** A wrong check digit is a slip of the pen or an invented example when the number is called by its name. */
const NAMED_BUT_WRONG = 0.55;

/** The recogniser of one country's number. */
export function nationalId({ rule, form, names, valid, digits = 7, alone }: NationalId): Recogniser {
  const named = words(...names);
  return {
    rule,
    type: 'national_id',
    near: { digits, within: CLOSE },
    pattern: new RegExp(`(?<![A-Za-z0-9_\\u00c0-\\u024f#$€£]|\\d[.,:/-])(?:${form})(?![A-Za-z0-9_\\u00c0-\\u024f]|[-./:,]\\d)`, 'gi'),
    score: (value, { before, after }) => {
      if (valid(value.replace(/[^\p{L}\p{N}+]/gu, '').toUpperCase())) return named.test(before) || named.test(after) ? 0.95 : alone;
      return named.test(before.slice(-40)) ? NAMED_BUT_WRONG : 0;
    },
  };
}
