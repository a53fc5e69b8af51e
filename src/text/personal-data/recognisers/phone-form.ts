/** How sure a number's form makes that it is for a telephone: beside a word that says so, beside one that says otherwise, and alone. */
export interface PhoneForm {
  /** Is surely something else: a date, an address of the Internet, an ISBN. */
  never: boolean;
  named: number;
  other: number;
  alone: number;
}

const NEVER: PhoneForm = { never: true, named: 0, other: 0, alone: 0 };

/** Country calling codes (ITU-T E.164, list of assigned codes of 2016, with those given out since). */
const CALLING_CODES = new Set(
  (
    '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 ' +
    '91 92 93 94 95 98 ' +
    '211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242 243 ' +
    '244 245 246 247 248 249 ' +
    '250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269 290 291 297 298 299 350 351 352 353 354 ' +
    '355 356 357 358 359 370 371 372 373 374 ' +
    '375 376 377 378 380 381 382 383 385 386 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 ' +
    '594 595 596 597 598 599 ' +
    '670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692 800 808 850 852 853 855 856 870 ' +
    '878 880 881 882 883 886 888 ' +
    '960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998'
  ).split(' '),
);

const DATE =
  /^(?:(?:19|20)\d\d([-./ ])\d{1,2}\1\d{1,2}(?!\d)|\d{1,2}([-./ ])\d{1,2}\2(?:19|20)\d\d(?!\d)|\d{1,2}([./])\d{1,2}\3\d\d$|(?:19|20)\d\d ?[-/\u2013] ?(?:19|20)\d\d$)/;
const OTHER_NUMBER =
  /^(?:\d{1,3}(?:\.\d{1,3}){3}|97[89][- ]?\d(?:[- ]?\d){9}|\d[- ]\d{2,7}[- ]\d{1,6}[- ]\d|\d{1,3}\.\d{4,}|0\.\d+|\d{1,3}(?:,\d{3})+|\d(?:[. ]\d)+|\d{2,3}[-/]\d{2,3}[-/]\d{1,2}|\d{3}-\d{2}-\d{4}|(?!\d{3}\.\d{3}\.\d{4}$)\d{1,5}\.\d{1,5}\.\d{1,5}|(?!\d{2}(?:\.\d{2}){3}$)\d{1,5}(?:\.\d{1,5}){3})$/;
/** Groups as thousands are written: 1 234 567 or 1.234.567. */
const THOUSANDS = /^[1-9]\d{0,2}([ .\u00a0])\d{3}(?:\1\d{3})*$/;

/** Judges `value`: digits with separators, perhaps a plus and an extension. */
export function phoneForm(value: string): PhoneForm {
  const [core = ''] = value.split(/[ ,]{0,2}(?:x|ext|durchwahl|dw)/i, 1);
  const extended = core.length < value.length;
  const digits = core.replace(/\D/g, '');
  const groups = core.split(/\D+/).filter(Boolean);
  if (
    DATE.test(core) ||
    (OTHER_NUMBER.test(core) && !extended) ||
    /^(\d)\1*$/.test(digits) ||
    digits.length > 15 + Number(core.startsWith('00'))
  )
    return NEVER;
  if (groups.length > 8 || groups.filter((group) => group.length === 1).length > 3) return NEVER;
  if (core.startsWith('+')) return international(digits, 0.95);
  if (/^00[ -]?[1-9]/.test(core) && digits.length >= 10)
    return { ...international(digits.slice(2), groups.length > 1 ? 0.75 : 0.4), other: 0.3 };
  if (/^(?:1[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}$/.test(core))
    return alone(extended || /[(-]/.test(core) ? 0.75 : core.includes('.') ? 0.65 : 0.55);
  if (extended) return alone(0.8);
  if (/^\((?!(?:19|20)\d\d\))0?\d{1,5}\)/.test(core) && digits.length >= 8 && groups.length > 1) return alone(0.65);
  if (/^0[1-9]/.test(digits) && digits.length >= 9 && digits.length <= 12 && (groups[0]?.length ?? 0) >= 2) {
    return alone(groups.length > 2 ? 0.7 : groups.length === 2 && (groups[0]?.length ?? 0) <= 5 ? 0.55 : 0.4);
  }
  if (digits.length < 7 || digits.length > 13)
    return { never: false, named: digits.length === 6 && groups.length > 1 ? 0.5 : 0, other: 0, alone: 0 };
  if (THOUSANDS.test(core)) return { never: false, named: 0.6, other: 0, alone: 0 };
  // Seconds and milliseconds since 1970.
  if (/^1[5-9]\d{8}(?:\d{3})?$/.test(core)) return { never: false, named: 0.55, other: 0, alone: 0 };
  return { never: false, named: 0.75, other: 0, alone: groups.length >= 3 ? 0.4 : 0.3 };
}

function international(digits: string, score: number): PhoneForm {
  const code = [1, 2, 3].map((length) => digits.slice(0, length)).find((start) => CALLING_CODES.has(start));
  const national = digits.length - (code?.length ?? 0);
  // Every national number has at most 15 digits with its code; those of North America have ten.
  const possible = code !== undefined && (code === '1' ? national === 10 : national >= 5 && digits.length <= 15);
  return possible
    ? { never: false, named: Math.max(score, 0.8), other: score, alone: score }
    : { never: false, named: digits.length >= 8 ? 0.6 : 0, other: 0, alone: 0 };
}

/** A form that stands for itself unless something near says otherwise. */
function alone(score: number): PhoneForm {
  return { never: false, named: 0.85, other: 0, alone: score };
}
