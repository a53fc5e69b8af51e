import type { GenerateAnswer } from '../../../models';
import type { AgentConfig } from '../../../networks';
import type { AgentTask } from '../../agent';
import type { AgentModel } from '../../agent-model';
import { WRITING } from '../prompts';
import { copySources } from '../copy-sources';
import { copiesOf, piecesSchema } from './content.schema';
import type { ContentWork } from '../content-work';
import { draftText, withoutDraft } from '../draft';
import { allJudged, bestFirst, brokenRules } from '../judge-copy';
import type { CopyText, Variant } from '../piece';
import { repairCopies } from './repair-copies';

/** Tokens of one copy as JSON, generously, and of an answer around them. */
const TOKENS_PER_COPY = 700;
const TOKENS_AT_LEAST = 4_096;

/** What the model wrote: by the id of its brief, each piece's variants, best first. */
export interface WrittenCopies {
  byBrief: Map<string, Variant[]>;
  warnings: string[];
  answers: GenerateAnswer[];
}

/** How this call differs from writing anew. */
export interface WritingRequest {
  request: string;
  variants: number;
  paragraphs?: number;
}

/**
 * All copies of a step from one call, each judged; pieces whose best variant breaks a rule are asked for once more.
 * @throws MeshError as `AgentModel.ask` does.
 */
export async function writeCopies(
  model: AgentModel,
  task: AgentTask,
  config: AgentConfig,
  work: ContentWork,
  { request, variants, paragraphs }: WritingRequest,
): Promise<WrittenCopies> {
  const { format, briefs } = work;
  const sources = copySources(task);
  const asked = withDraftFirst(task, work);
  const { json, answer } = await model.ask<Record<string, unknown>>(asked.task, config, {
    name: 'pieces',
    instructions: WRITING,
    request,
    ...(asked.data.length === 0 ? {} : { data: asked.data }),
    schema: piecesSchema(format, briefs, { variants, ...(paragraphs === undefined ? {} : { paragraphs }) }),
    maxTokens: Math.max(TOKENS_AT_LEAST, TOKENS_PER_COPY * briefs.length * variants, Math.ceil((work.draft?.bytes ?? 0) / 2)),
  });
  const byBrief = new Map<string, Variant[]>();
  for (const { id } of briefs) byBrief.set(id, bestFirst(await allJudged(copiesOf<CopyText>(json, id, variants), work, sources)));
  const answers = await repairCopies(model, asked.task, config, {
    work,
    sources,
    byBrief,
    ...(paragraphs === undefined ? {} : { paragraphs }),
  });
  const warnings = [...byBrief].flatMap(([id, [best]]) => brokenRules(id, best!));
  return { byBrief, warnings, answers: [answer, ...answers] };
}

/** The draft goes before all other data and only once: the end of a long context may be cut. */
function withDraftFirst(task: AgentTask, { draft }: ContentWork): { task: AgentTask; data: { label: string; text: string }[] } {
  if (draft === undefined) return { task, data: [] };
  return { task: withoutDraft(task, draft), data: [{ label: 'Draft', text: draftText(draft.copy) }] };
}
