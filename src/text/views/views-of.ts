import { leetView, reversedView, rot13View, spacedView, taggedView } from './ciphered';
import { base64View, hexView, unescapedView } from './decoded';
import { normalView } from './normal';
import { bitsView, morseView } from './signals';
import { nestedView, plainView, type TextView } from './text-view';

const DECODERS = [taggedView, unescapedView, base64View, hexView, bitsView, morseView, spacedView, leetView, rot13View, reversedView];
/** What was decoded is decoded once more: base64 of something turned, and the like. */
const MAX_DEPTH = 2;
/** Characters of all views together, for each of the text. */
const MOST_TIMES = 4;

/**
 * The ways in which a text can be read: `plain` as it stands, `normal` with its tricks undone where there are any, and what is hidden in it by
 * encodings, wherever that makes sense. Linear in the text.
 */
export function viewsOf(text: string): TextView[] {
  const plain = plainView(text);
  const normal = normalView(text);
  const read = normal ?? plain;
  const views = normal === undefined ? [plain] : [plain, normal];
  let room = MOST_TIMES * text.length;
  let found = [read];
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const deeper: TextView[] = [];
    for (const outer of found) {
      // Tags go with all else that nobody sees when a text is made normal.
      for (const decode of DECODERS) {
        const source = decode === taggedView && outer === read ? plain : outer;
        const inner = decode(source.text);
        if (inner === undefined || inner.text.length > room) continue;
        room -= inner.text.length;
        deeper.push(nestedView(source, inner));
      }
    }
    views.push(...deeper);
    // Ciphers of a whole text, turned twice, are the text again.
    found = deeper.filter(({ name }) => /base64|hex|tags|escaped|bits/.test(name));
  }
  return views;
}
