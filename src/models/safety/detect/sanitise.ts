import { findPersonalData, redacted, SURE, type PersonalDataSpan, type PersonalDataType } from '../../../text';
import { inParts } from './parts';
import { addSpans } from './spans';

/** A text without what was to be hidden. */
export interface Sanitised {
  content: string;
  /** What was taken out, and where it stood: UTF-16 indices into the text as it was given. */
  redactions: { type: PersonalDataType; start: number; end: number }[];
}

/** Puts `[TYPE]` in the place of personal data and secrets of some types; there is no way back. */
export async function sanitise(text: string, types: ReadonlySet<PersonalDataType>, signal?: AbortSignal): Promise<Sanitised> {
  const spans: PersonalDataSpan[] = [];
  await inParts(
    text,
    (part, from) =>
      addSpans(
        spans,
        findPersonalData(part, types).filter(({ score }) => score >= SURE),
        from,
      ),
    signal,
  );
  return { content: redacted(text, spans), redactions: spans.map(({ type, start, end }) => ({ type, start, end })) };
}
