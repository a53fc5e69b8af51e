import { Agent, type AgentResult, type AgentTask } from '../agent';
import { AgentModel } from '../agent-model';
import { AgentType } from '../agent-type.decorator';
import { boundedConfidence, checkBounds, providerBounds } from '../confidence';
import type { AgentConfig } from '../../networks';
import { loadPrompt } from '../prompt/load-prompt';
import { sourceTexts } from '../prompt/task-blocks';
import type { Segment } from '../personalization/segment';
import { piecesSchema, type PieceBrief } from './content.schema';
import { copyChecks } from './copy-checks';
import type { ContentOutput, Copy } from './piece';

const INSTRUCTIONS = loadPrompt(__dirname, 'content');
/** Tokens of one e-mail as JSON, generously, and of an answer around them. */
const TOKENS_PER_PIECE = 700;
const TOKENS_AT_LEAST = 4_096;

/** Writes one e-mail per segment, or one piece where the step has no segments; holds each to checks in code. */
@AgentType('content')
export class ContentAgent extends Agent {
  readonly capabilities = ['content', 'copywriting', 'email_copy', 'editing'];
  readonly taskTypes = ['generate', 'edit', 'analyse'];

  constructor(private readonly model: AgentModel) {
    super();
  }

  /** Output: `ContentOutput`. All pieces come from one call. */
  async processTask(task: AgentTask, config: AgentConfig): Promise<AgentResult> {
    const briefs = briefsOf(task);
    if (briefs.length === 0) return nothingToWrite();
    const { json, answer } = await this.model.ask<Record<string, Copy>>(task, config, {
      name: 'pieces',
      instructions: INSTRUCTIONS,
      request:
        typeof task.context.draft === 'string'
          ? 'Edit the draft.'
          : `Write ${briefs.length === 1 ? 'the piece' : 'one e-mail for each segment'}.`,
      schema: piecesSchema(briefs),
      maxTokens: Math.max(TOKENS_AT_LEAST, TOKENS_PER_PIECE * briefs.length),
    });
    const sources = { values: [], texts: sourceTexts(task) };
    const brand = typeof task.context.brand_name === 'string' ? [task.context.brand_name] : [];
    const pieces = briefs.map(({ id, audience }) => ({ id, audience, ...json[id]!, checks: copyChecks(json[id]!, sources, brand) }));
    const output: ContentOutput = { pieces };
    const checks = pieces.flatMap((piece) => piece.checks);
    const judged = boundedConfidence([checkBounds(checks), ...providerBounds([answer])]);
    const subjects = pieces.map(({ subject, audience }) => `"${subject}" for ${audience}`).join('; ');
    return {
      summary: pieces.length === 1 ? `Wrote "${pieces[0]!.subject}".` : `Wrote ${pieces.length} e-mails, one for each segment.`,
      output: { ...output },
      ...judged,
      evidence: [],
      warnings: pieces.flatMap(({ id, checks: held }) =>
        held.filter(({ passed }) => !passed).map(({ rule, detail }) => `${id}: ${rule}: ${detail}`),
      ),
      memories: [{ type: 'context', content: `Written: ${subjects}`.slice(0, 1_000), confidence: judged.confidence, importance: 0.5 }],
      answers: [answer],
    };
  }
}

/** One brief per segment that is mailed at all; without segments one for the audience of the task. */
function briefsOf({ inputs, context }: AgentTask): PieceBrief[] {
  const segments = Object.values(inputs).flatMap(({ output }) => (Array.isArray(output.segments) ? (output.segments as Segment[]) : []));
  if (segments.length > 0)
    return segments.filter(({ send }) => send !== false).map(({ id, audience, treatment }) => ({ id, audience, topic: treatment }));
  return [{ id: 'piece', audience: typeof context.audience === 'string' ? context.audience : 'Everyone' }];
}

function nothingToWrite(): AgentResult {
  const reason = 'no segment is to be mailed';
  const output: ContentOutput = { pieces: [] };
  const judged = boundedConfidence([{ limit: 0.9, reason }]);
  return {
    summary: `Nothing was written: ${reason}.`,
    output: { ...output },
    ...judged,
    evidence: [],
    warnings: [],
    memories: [],
    answers: [],
  };
}
