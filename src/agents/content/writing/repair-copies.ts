import type { GenerateAnswer } from '../../../models';
import type { AgentConfig } from '../../../networks';
import { MeshError } from '../../../errors';
import type { AgentTask } from '../../agent';
import type { AgentModel, ModelReply } from '../../agent-model';
import type { NumberSources } from '../../numbers/number-check';
import { WRITING } from '../prompts';
import { copiesOf, piecesSchema } from './content.schema';
import type { ContentWork } from '../content-work';
import { allJudged, bestFirst, brokenRules } from '../judge-copy';
import type { CopyText, Variant } from '../piece';

/** Copies that are to be mended in place. */
export interface Repair {
  work: ContentWork;
  sources: NumberSources;
  byBrief: Map<string, Variant[]>;
  paragraphs?: number;
}

/**
 * Asks once more for every piece whose best variant breaks a rule, with the rules named, and enters what came among the variants. Gives the
 * answer, or none where there was nothing to mend or nobody to ask.
 */
export async function repairCopies(
  model: AgentModel,
  task: AgentTask,
  config: AgentConfig,
  { work, sources, byBrief, paragraphs }: Repair,
): Promise<GenerateAnswer[]> {
  const failing = work.briefs.filter(({ id }) => byBrief.get(id)![0]!.checks.some(({ passed }) => !passed));
  if (failing.length === 0) return [];
  const data = failing.map(({ id }) => {
    const best = byBrief.get(id)![0]!;
    const copy = JSON.stringify(best, [...work.format.fields]);
    return { label: `Piece ${id} and the rules it breaks`, text: `${copy}\n${brokenRules(id, best).join('\n')}` };
  });
  const reply = await affordable(() =>
    model.askIfAvailable<Record<string, unknown>>(task, config, {
      name: 'repair',
      instructions: WRITING,
      request: 'Each piece below breaks rules of the house, named under it. Write it again so that it breaks none; keep the rest as it is.',
      data,
      schema: piecesSchema(work.format, failing, paragraphs === undefined ? {} : { paragraphs }),
    }),
  );
  if (reply === undefined) return [];
  for (const { id } of failing) {
    const mended = await allJudged(copiesOf<CopyText>(reply.json, id, 1), work, sources);
    byBrief.set(id, bestFirst([...byBrief.get(id)!, ...mended]));
  }
  return [reply.answer];
}

/** A repair is worth less than what was paid for already: a budget that does not bear it leaves the copy as it is. */
async function affordable(
  ask: () => Promise<ModelReply<Record<string, unknown>> | undefined>,
): Promise<ModelReply<Record<string, unknown>> | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof MeshError && error.kind === 'budget-exceeded') return undefined;
    throw error;
  }
}
