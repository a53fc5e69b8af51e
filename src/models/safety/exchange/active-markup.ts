import { cutOut, findDanger, withoutDanger, type DangerKind } from '../../../text';

/** What acts when a page shows the text. */
const ACTIVE: ReadonlySet<DangerKind> = new Set(['script', 'html']);
/** Without one of these nothing does. */
const MAY_ACT = /<|script:|data:/iu;
/** What quoting and escaping change: signs, and how others are written. */
const SIGNS = /&#?\w{1,8};|\\u[0-9a-f]{4}|\\[nrt]|%[0-9a-f]{2}|[^\p{L}\p{N}]/giu;
/** Times that cutting may lay bare something new. */
const MAX_ROUNDS = 10;

/**
 * An answer without markup that acts and that the model has from data: what stands there in the same letters and digits, however it is quoted or escaped.
 * An answer to data that gives orders (`isTainted`) keeps none at all, since the model may have been told to make some. What whoever asks wanted made
 * stays as it is.
 */
export function withoutFoundMarkup(answer: string, data: string, isTainted: boolean): string {
  if (!MAY_ACT.test(answer)) return answer;
  if (isTainted) return withoutDanger(answer, ACTIVE);
  let cleaned = answer;
  let letters: string | undefined;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const found = findDanger(cleaned, ACTIVE);
    if (found.length === 0) return cleaned;
    letters ??= lettersOf(data);
    const copied = found.filter(({ start, end }) => (letters as string).includes(lettersOf(cleaned.slice(start, end))));
    if (copied.length === 0) return cleaned;
    cleaned = cutOut(cleaned, copied);
  }
  return withoutDanger(cleaned, ACTIVE);
}

function lettersOf(text: string): string {
  return text.replace(SIGNS, '').toLowerCase();
}
