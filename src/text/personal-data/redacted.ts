import { findPersonalData } from './find-personal-data';
import { type PersonalDataSpan, SURE } from './personal-data';

/** `text` with `[TYPE]` in the place of some finds, which come in the order of the text; there is no way back. */
export function redacted(text: string, spans: readonly PersonalDataSpan[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { type, start, end } of spans) {
    pieces.push(text.slice(from, start), `[${type.toUpperCase()}]`);
    from = end;
  }
  return pieces.join('') + text.slice(from);
}

/** A short text without personal data and secrets, for logs. Blocks while it looks: some microseconds for a line. */
export function withoutPersonalData(text: string): string {
  return redacted(
    text,
    findPersonalData(text).filter(({ score }) => score >= SURE),
  );
}
