import type { Piece } from '../../content/piece';

/** What MJML writes around a paragraph (measured: 403 bytes of HTML with mjml 5.4). */
const PARAGRAPH_MARKUP_BYTES = 420;
/** Bounds of the short texts, far beyond what any inbox shows. */
const LINE_CHARACTERS = { subject: 200, preheader: 300, headline: 300, call_to_action: 80, audience: 200 };

/** The piece with as many paragraphs as fit into so many bytes of HTML, the last one cut at a word; `leftOut` counts those missing or cut. */
export function shortenPiece(piece: Piece, bytes: number): { piece: Piece; leftOut: number } {
  const body: string[] = [];
  let left = bytes;
  for (const paragraph of piece.body) {
    const room = left - PARAGRAPH_MARKUP_BYTES;
    if (room <= 0) break;
    const cut = cutAtWord(paragraph, room);
    body.push(cut);
    left = room - htmlBytes(cut);
    if (cut !== paragraph) break;
  }
  const whole = body.filter((paragraph, index) => paragraph === piece.body[index]).length;
  const lines = Object.entries(LINE_CHARACTERS).map(([name, most]) => [name, cutLine(piece[name as keyof typeof LINE_CHARACTERS], most)]);
  return { piece: { ...piece, ...(Object.fromEntries(lines) as Pick<Piece, 'subject'>), body }, leftOut: piece.body.length - whole };
}

function cutLine(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

function cutAtWord(text: string, bytes: number): string {
  if (text.length <= bytes && htmlBytes(text) <= bytes) return text;
  let used = 3;
  let end = 0;
  for (const character of text) {
    used += htmlBytes(character);
    if (used > bytes) break;
    end += character.length;
  }
  const blank = text.lastIndexOf(' ', end);
  return `${text.slice(0, blank > end / 2 ? blank : end).trimEnd()}…`;
}

/** Marks are escaped as numbers: `&` becomes `&#38;`. */
function htmlBytes(text: string): number {
  return Buffer.byteLength(text) + 4 * (text.match(/[&<>"']/g)?.length ?? 0);
}
