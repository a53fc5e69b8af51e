import type { AgentMemory, AgentResult } from '../../agent';
import { boundedConfidence } from '../../confidence';
import type { ContentWork } from '../content-work';
import type { ContentOutput, CopyText, Piece, TextPiece } from '../piece';
import type { WrittenCopies } from './write-copies';

/** What was written as the agent's output: each piece is the best of its variants. */
export function outputOf({ type, format, briefs }: ContentWork, { byBrief }: WrittenCopies): ContentOutput {
  const written = briefs.map(({ id, audience }): TextPiece => {
    const variants = byBrief.get(id)!;
    // One alone is the piece itself.
    return { id, audience, ...variants[0]!, ...(variants.length > 1 ? { variants } : {}) };
  });
  const whole = format.name === 'email';
  // The schema of e-mails has all their fields.
  const pieces = whole ? written.map((piece) => piece as Piece) : [];
  return { task_type: type, format: format.name, pieces, texts: whole ? [] : written };
}

/** One sentence for people. */
export function summaryOf({ briefs, format }: ContentWork, { byBrief }: WrittenCopies): string {
  if (briefs.length > 1) return `Wrote ${briefs.length} ${format.what}s, one for each segment.`;
  const [best] = byBrief.get(briefs[0]!.id)!;
  return `Wrote "${titleOf(best!)}".`;
}

/** What later steps should know was written; as sure as the result itself. */
export function writtenMemory({ briefs }: ContentWork, { byBrief }: WrittenCopies, confidence: number): AgentMemory[] {
  const titles = briefs.map(({ id, audience }) => `"${titleOf(byBrief.get(id)![0]!)}" for ${audience}`).join('; ');
  return [{ type: 'context', content: `Written: ${titles}`.slice(0, 1_000), confidence, importance: 0.5 }];
}

/** The result where every segment is better left alone. */
export function nothingToWrite({ type, format }: ContentWork): AgentResult {
  const reason = 'no segment is to be mailed';
  const output: ContentOutput = { task_type: type, format: format.name, pieces: [], texts: [] };
  return {
    summary: `Nothing was written: ${reason}.`,
    output: { ...output },
    ...boundedConfidence([{ limit: 0.9, reason }]),
    ...{ evidence: [], warnings: [], memories: [], answers: [] },
  };
}

function titleOf({ subject, title, headline, text }: CopyText): string {
  return subject ?? title ?? headline ?? (text ?? '').slice(0, 60);
}
