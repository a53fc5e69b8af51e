import type { Piece } from '../../content/piece';

/** Pieces that one step lays out. */
const PIECES = 50;
/** Paragraphs of one piece that are read; what Gmail clips is shortened later. */
const PARAGRAPHS = 500;

/** The pieces of content steps and of `context.pieces`, each list as it came: what lacks a field gets it empty, what has no words is left out. */
export function readPieces(lists: readonly unknown[]): { pieces: Piece[]; warnings: string[] } {
  const given = lists.flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
  const read = given.slice(0, PIECES).map(readPiece);
  const pieces = read.filter((piece) => piece !== undefined);
  return {
    pieces: pieces.map((piece, index) =>
      pieces.findIndex(({ id }) => id === piece.id) === index ? piece : { ...piece, id: `${piece.id}_${index + 1}` },
    ),
    warnings: [
      ...read.flatMap((piece, index) => (piece === undefined ? [`piece ${index + 1} has neither headline nor body: left out`] : [])),
      ...(given.length > PIECES ? [`only the first ${PIECES} of ${given.length} pieces are laid out`] : []),
    ],
  };
}

function readPiece(value: unknown, index: number): Piece | undefined {
  const given = (value !== null && typeof value === 'object' ? value : {}) as Record<string, unknown>;
  const text = (name: string, otherwise = '') => (typeof given[name] === 'string' ? given[name] : otherwise);
  const paragraphs: unknown[] = typeof given.body === 'string' ? given.body.split(/\n{2,}/) : Array.isArray(given.body) ? given.body : [];
  const body = paragraphs.slice(0, PARAGRAPHS).filter((paragraph) => typeof paragraph === 'string');
  const headline = text('headline');
  if (headline.trim() === '' && body.every((paragraph) => paragraph.trim() === '')) return undefined;
  return {
    id: text('id', `piece_${index + 1}`).slice(0, 100),
    audience: text('audience', 'Everyone'),
    ...{ subject: text('subject', headline), preheader: text('preheader'), headline, body },
    call_to_action: text('call_to_action', 'Read on'),
    checks: [],
  };
}
