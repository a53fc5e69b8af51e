import type { AgentConfig } from '../../../networks';
import type { AgentResult, AgentTask } from '../../agent';
import type { AgentModel } from '../../agent-model';
import { boundedConfidence, providerBounds } from '../../confidence';
import { loadPrompt } from '../../prompt/load-prompt';
import { newSegmentId, type PersonalizationOutput } from './segment';
import { SEGMENTS_SCHEMA, type ProposedSegment } from './segments.schema';

const INSTRUCTIONS = loadPrompt(__dirname, 'segments');

/** Segments in the words of the model, for a step that has nothing to compute them from; `missing` says what. Output: `PersonalizationOutput`. */
export async function proposeSegments(model: AgentModel, task: AgentTask, config: AgentConfig, missing: string): Promise<AgentResult> {
  const request = 'Propose two to four segments for this step.';
  const question = { name: 'segments', instructions: INSTRUCTIONS, request, schema: SEGMENTS_SCHEMA };
  const { json, answer } = await model.ask<{ segments: ProposedSegment[]; rationale: string }>(task, config, question);
  const taken = new Set<string>();
  const segments = json.segments.map(({ name, audience, treatment, reason }) => ({
    ...{ id: newSegmentId(name, taken), audience, dimension: null, level: null, customers: null },
    ...{ treatment, send: true, reason, expected: null },
  }));
  const output: PersonalizationOutput = { dimension: null, segments, rationale: json.rationale };
  return {
    summary: `Proposed ${segments.length} segments without data behind them.`,
    output: { task_type: 'segment', ...output },
    ...boundedConfidence([{ limit: 0.4, reason: missing }, ...providerBounds([answer])]),
    evidence: [],
    warnings: [`${missing}: the segments are proposals`],
    memories: [],
    answers: [answer],
  };
}
