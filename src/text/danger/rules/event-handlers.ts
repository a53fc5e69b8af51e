import type { Danger } from '../danger';

/** The names of events by their first words, after https://html.spec.whatwg.org/#event-handlers-on-elements,-document-objects,-and-window-objects. */
const EVENTS = [
  'abort|activate|after|animation|auxclick|before|begin|blur|bounce|cancel|canplay|cellchange|change|click|close|context|control|copy|cuechange|cut',
  'data|dbl|deactivate|drag|drop|duration|emptied|end|error|filter|finish|focus|formdata|fullscreen|gesture|got|hash|help|input|invalid|key|language',
  'layout|load|lose|lost|media|message|mouse|move|offline|online|open|outofsync|page|paste|pause|play|pointer|popstate|progress|property|ratechange',
  'readystate|rejection|repeat|reset|resize|resume|reverse|row|scroll|search|securitypolicy|seek|select|show|slotchange|stalled|start|stop|storage|submit',
  'suspend|sync|time|toggle|touch|track|transition|unhandled|unload|url|volume|waiting|webkit|wheel|zoom',
].join('|');
const EVENT = new RegExp(`(<[a-z!?/%])|(>)|(?<![\\p{L}_?&.:=-])on(?:${EVENTS})[a-z]{0,25}[\\s/"'\`]{0,10}=`, 'giu');
/** A value in quotes, or up to the next white space. */
const VALUE = /\s{0,10}(?:"[^"<>]{0,2000}"|'[^'<>]{0,2000}'|`[^`<>]{0,2000}`|[^\s<>]{0,2000})/uy;

/** Attributes such as `onerror=` within a tag. A `>` in quotes does not end one. Linear: one walk over the brackets and the names. */
export function eventHandlers(text: string): Danger[] {
  const found: Danger[] = [];
  if (!/\bon|\don/iu.test(text) || !text.includes('<')) return found;
  let tagAt = -1;
  for (const { index, 0: part, 1: opening, 2: closing } of text.matchAll(EVENT)) {
    if (opening !== undefined) tagAt = index;
    else if (closing !== undefined) {
      if (tagAt >= 0 && !isQuoted(text.slice(tagAt, Math.min(index, tagAt + 500)))) tagAt = -1;
    } else if (tagAt >= 0) {
      VALUE.lastIndex = index + part.length;
      const [value = ''] = VALUE.exec(text) ?? [];
      found.push({ kind: 'script', rule: 'event-handler', start: index, end: index + part.length + value.length });
    }
  }
  return found;
}

/** Whether a quote is still open at the end of what a tag holds so far. */
function isQuoted(tag: string): boolean {
  let open: string | undefined;
  for (const quote of tag.match(/["'`]/gu) ?? []) {
    if (open === undefined) open = quote;
    else if (open === quote) open = undefined;
  }
  return open !== undefined;
}
