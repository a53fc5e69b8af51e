import type { PersonalDataSpan } from '../../../text';

/**
 * Adds what was found in a part of a text that begins at `from`. Parts overlap and cut what lies on their edges: of spans that overlap the longest is
 * whole. Spans come in order, but for those that two parts share.
 */
export function addSpans(spans: PersonalDataSpan[], found: readonly PersonalDataSpan[], from: number): void {
  for (const span of found) addLongest(spans, from === 0 ? span : { ...span, start: span.start + from, end: span.end + from });
}

function addLongest(spans: PersonalDataSpan[], span: PersonalDataSpan): void {
  for (let last = spans.at(-1); last !== undefined && last.end > span.start; last = spans.at(-1)) {
    if (last.end - last.start >= span.end - span.start) return;
    spans.pop();
  }
  spans.push(span);
}
