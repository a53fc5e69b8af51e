import type { ContentWork } from '../content-work';
import { bestFirst, judged } from '../judge-copy';
import type { TextPiece } from '../piece';

/** Subject lines that are scored at most. */
const MOST_LINES = 100;

/** A draft of several subject lines, each judged by itself, best first; `id` is its place in the draft. Undefined where it is no such list. */
export function scoredLines({ format, draft, briefs, rules, network }: ContentWork): TextPiece[] | undefined {
  const lines = draft?.lines ?? [];
  if (format.name !== 'subject_lines' || lines.length < 2) return undefined;
  const audience = briefs[0]?.audience ?? '';
  const scored = lines
    .slice(0, MOST_LINES)
    .map((subject, index) => ({ id: `line_${index + 1}`, audience, ...judged({ subject }, { rules, network }) }));
  return bestFirst(scored);
}
