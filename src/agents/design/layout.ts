import type { AgentResult, AgentTask } from '../agent';
import { boundedConfidence } from '../confidence';
import { colorAdjustments } from './color/adjustments';
import { designBounds, failedChecks } from './design-check';
import type { LayoutOutput } from './design-output';
import type { DesignSources } from './design-sources';
import { emailFrame } from './email/email-frame';
import { renderEmail, type RenderedEmail } from './email/render-emails';
import { movedColors } from './direction';
import type { HeadlessBrowser } from './rendering/headless-browser';
import { looksOfStep } from './rendering/looks-of-step';
import { renderedChecks } from './rendering/rendered-checks';

/** Bytes of HTML that one step leaves behind: results are kept in Redis, and are asked for whole. */
const OUTPUT_BYTES = 200_000;

/** The e-mails of the pieces, audited and, where there is a browser, looked at. Output: `LayoutOutput`. */
export async function layOut(
  task: AgentTask,
  { pieces, palette, paletteGiven }: DesignSources,
  browser: HeadlessBrowser | undefined,
): Promise<AgentResult> {
  const { frame, warnings } = emailFrame(task.context);
  const look = looksOfStep(browser, task.signal);
  const emails: RenderedEmail[] = [];
  let bytes = 0;
  for (const piece of pieces) {
    const email = await renderEmail(piece, palette, frame, task.signal);
    bytes += email.bytes;
    if (bytes > OUTPUT_BYTES && emails.length > 0) break;
    const looked = renderedChecks(await look(email.html));
    emails.push({ ...email, checks: [...email.checks, ...looked.checks] });
  }
  const left = pieces.length - emails.length;
  const adjustments = colorAdjustments(palette);
  const output: LayoutOutput = { kind: 'layout', task_type: 'layout', palette, adjustments, emails };
  return {
    summary: `Laid out ${emails.length} ${emails.length === 1 ? 'e-mail' : 'e-mails'}.`,
    output: { ...output },
    ...boundedConfidence([designBounds(emails.flatMap(({ checks }) => checks))]),
    evidence: emails.map(({ id, bytes: size }) => ({ id: `size ${id}`, statement: `Bytes of the e-mail ${id}`, value: size })),
    warnings: [
      ...warnings,
      ...(paletteGiven ? [] : movedColors(palette)),
      ...emails.flatMap((email) => [
        ...email.warnings.map((warning) => `${email.id}: ${warning}`),
        ...failedChecks(email.checks, email.id),
      ]),
      ...(left > 0 ? [`${left} of ${pieces.length} pieces are not laid out: one step leaves at most ${OUTPUT_BYTES} bytes of HTML`] : []),
    ],
    memories: [],
    answers: [],
  };
}
