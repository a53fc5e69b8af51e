import type { GenerateAnswer } from '../../../models';
import type { AgentConfig } from '../../../networks';
import type { AgentTask } from '../../agent';
import type { AgentModel } from '../../agent-model';
import { COMMENTING } from '../prompts';
import { sourceTexts } from '../../prompt/task-blocks';
import type { DraftAnalysis } from './analyse-draft';
import { COMMENT_SCHEMA } from '../writing/content.schema';
import { inventedNumbers } from '../copy-checks';
import { draftText, withoutDraft, type Draft } from '../draft';

/** What a comment needs to see of a long draft. */
const CHARACTERS_SHOWN = 12_000;
const REQUESTS = [
  'Comment on the draft from the findings.',
  'Comment on the draft from the findings. Use no digits: the last attempt stated numbers that no finding holds.',
];

/** The words beside an analysis. */
export interface DraftComment {
  /** Null where no model could be had, or none held to the figures. */
  comment: string | null;
  /** True when no model could be had. */
  partial: boolean;
  warnings: string[];
  answers: GenerateAnswer[];
}

/** Has a model say what to change first; every number in it must come from the analysis, the draft or the task. */
export async function commentOnDraft(
  model: AgentModel,
  task: AgentTask,
  config: AgentConfig,
  draft: Draft,
  analysis: DraftAnalysis,
): Promise<DraftComment> {
  const { checks, score, counts, readability, sentences } = analysis;
  const findings = { score, checks, counts, readability, sentences: { ...sentences, hinted: sentences.hinted.slice(0, 10) } };
  const data = [
    { label: 'Findings, computed', text: JSON.stringify(findings) },
    { label: 'Draft', text: draftText(draft.copy).slice(0, CHARACTERS_SHOWN) },
  ];
  // Scores are of 100, which no finding states.
  const sources = { values: [100], texts: [...sourceTexts(task), JSON.stringify(findings)] };
  const answers: GenerateAnswer[] = [];
  for (const request of REQUESTS) {
    const question = { name: 'comment', instructions: COMMENTING, request, data, schema: COMMENT_SCHEMA };
    const reply = await model.askIfAvailable<{ comment: string }>(withoutDraft(task, draft), config, question);
    if (reply === undefined)
      return { comment: null, partial: true, warnings: ['no model was available: the analysis stands without a comment'], answers };
    answers.push(reply.answer);
    if (inventedNumbers(reply.json.comment, sources).length === 0)
      return { comment: reply.json.comment, partial: false, warnings: [], answers };
  }
  return { comment: null, partial: false, warnings: ['the comment was dropped: it stated numbers that no tool produced'], answers };
}
