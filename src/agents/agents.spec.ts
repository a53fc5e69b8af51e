import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import type { Datasets } from '../datasets';
import { MeshError } from '../errors';
import type {
  AnswerJournal,
  GenerateAnswer,
  GenerateRequest,
  GenerateScope,
  JournalQuestion,
  JsonSchema,
  ModelAttempt,
  ModelsService,
} from '../models';
import { packMemories } from '../memory';
import type { AgentConfig } from '../networks';
import type { Agent, AgentResult, AgentTask } from './agent';
import { AgentModel } from './agent-model';
import { AnalyticsAgent } from './analytics/analytics.agent';
import { ContentAgent } from './content/content.agent';
import type { ContentOutput } from './content/piece';
import { CoordinatorAgent } from './coordinator/coordinator.agent';
import { CustomAgent } from './custom/custom.agent';
import { DesignAgent } from './design/design.agent';
import { PersonalizationAgent } from './personalization/personalization.agent';
import type { PersonalizationOutput } from './personalization/segments/segment';

const campaign = JSON.parse(readFileSync(join(__dirname, '../../examples/hillstrom-2008/campaign.json'), 'utf8')) as {
  task: string;
  context: Record<string, unknown>;
};
const config: AgentConfig = {
  ...{
    agentId: 'agent_a',
    networkId: 'network_a',
    name: 'a',
    type: 'a',
    parameters: { temperature: 0.2, maxTokens: 900 },
    capabilities: [],
  },
  ...{ model: 'agents-own', status: 'active', createdAt: '2026-01-01T00:00:00Z' },
};
const nothing = packMemories([], 0, { maxTokens: 100, count: (text) => text.length, mark: '' });
/** Keeps nothing. */
const forgetful: AnswerJournal = { through: (_question, ask) => ask([]) };
const taskOf = (changes: Partial<AgentTask> = {}): AgentTask => ({
  ...{ tenantId: 'tenant', networkId: 'network_a', taskId: 'task_a', stepId: 'step_a', goal: campaign.task, task: campaign.task },
  ...{
    context: campaign.context,
    inputs: {},
    permit: () => Promise.resolve(),
    recall: async () => nothing,
    journal: forgetful,
    signal: new AbortController().signal,
  },
  ...changes,
});

/** What agents see of the models: answers with the first examples of the schema, or as `reply` says. */
class ScriptedModels {
  readonly requests: GenerateRequest[] = [];
  constructor(private readonly reply: (schema: JsonSchema, call: number) => unknown = firstExamples) {}

  async generate(_scope: object, request: GenerateRequest): Promise<GenerateAnswer> {
    this.requests.push(request);
    const json = this.reply(this.schema(), this.requests.length);
    const usage = { inputTokens: 1, outputTokens: 1, cachedTokens: 0, reasoningTokens: 0 };
    const who = { provider: 'sandbox' as const, model: 'sandbox', attempts: [], decision: {} as GenerateAnswer['decision'] };
    return { ...who, text: JSON.stringify(json), json, finishReason: 'stop', usage, costMicroUsd: 0, cached: false };
  }

  schema(): JsonSchema {
    const { format } = this.requests.at(-1)!;
    return format.type === 'json_schema' ? format.schema : {};
  }

  as(): ModelsService {
    return this as unknown as ModelsService;
  }
}

interface SchemaNode {
  type?: string;
  description?: string;
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  examples?: unknown[];
  required?: string[];
  additionalProperties?: boolean;
}

function firstExamples(schema: SchemaNode): unknown {
  if (schema.examples !== undefined) return schema.examples[0];
  return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, part]) => [name, firstExamples(part)]));
}

const unavailable = () => {
  throw new MeshError('unavailable', 'provider-chain-exhausted', 'nobody answered');
};
type OtherAgent = Exclude<AgentClass, typeof AnalyticsAgent | typeof PersonalizationAgent>;
type AgentClass =
  | typeof AnalyticsAgent
  | typeof ContentAgent
  | typeof CoordinatorAgent
  | typeof CustomAgent
  | typeof DesignAgent
  | typeof PersonalizationAgent;
const agentOf = (Type: AgentClass, models: ScriptedModels): Agent =>
  Type === AnalyticsAgent || Type === PersonalizationAgent
    ? new Type(new AgentModel(models.as()), {} as Datasets)
    : new (Type as OtherAgent)(new AgentModel(models.as()));
const run = (Type: AgentClass, models: ScriptedModels, task = taskOf()) => agentOf(Type, models).processTask(task, config);
const inputOf = (agentType: string, { summary, output }: AgentResult) => ({
  [`step_${agentType}`]: { agentType, summary, output: JSON.parse(JSON.stringify(output)) as Record<string, unknown> },
});

const QUESTION = { name: 'answer', instructions: 'Be brief.', request: 'Answer.' };

describe('the agents on the Hillstrom test', () => {
  it('turn figures into segments, letters and layouts', async () => {
    const analysed = await run(AnalyticsAgent, new ScriptedModels());
    expect(analysed.summary).toMatch(/^Mens E-Mail had the highest visit rate/);
    expect(analysed).toMatchObject({ confidence: 0.5, warnings: [], output: { commentary: expect.any(String) as string } });

    const personalised = await run(
      PersonalizationAgent,
      new ScriptedModels(unavailable),
      taskOf({ context: {}, inputs: inputOf('analytics', analysed) }),
    );
    const { dimension, segments } = personalised.output as unknown as PersonalizationOutput;
    expect([dimension, segments.length, personalised.answers.length]).toEqual(['past_purchases', 3, 0]);

    const models = new ScriptedModels();
    const written = await run(ContentAgent, models, taskOf({ inputs: inputOf('personalization', personalised) }));
    const { pieces } = written.output as unknown as ContentOutput;
    expect(pieces.map(({ id }) => id)).toEqual(segments.map(({ id }) => id));
    expect([models.requests.length, written.warnings]).toEqual([1, []]);

    const laidOut = await run(DesignAgent, new ScriptedModels(unavailable), taskOf({ inputs: inputOf('content', written) }));
    expect(laidOut.output.emails).toHaveLength(3);
    expect(laidOut.confidence).toBe(0.9);

    const inputs = { ...inputOf('analytics', analysed), ...inputOf('design', laidOut) };
    const closed = await run(CoordinatorAgent, new ScriptedModels(), taskOf({ inputs }));
    expect(closed.warnings).toEqual([]);
  });
});

describe('AnalyticsAgent', () => {
  it('asks once more when the commentary invents a number, then drops it', async () => {
    const models = new ScriptedModels(() => ({ commentary: 'Sales rose by 47 %.' }));
    const result = await run(AnalyticsAgent, models);
    expect(models.requests).toHaveLength(2);
    expect(result.output.commentary).toBeNull();
    expect(result.warnings).toEqual(['the commentary was dropped: it stated numbers that no tool produced']);
    expect(result.answers).toHaveLength(2);
  });

  it('takes a second commentary that holds to the findings', async () => {
    const models = new ScriptedModels((_, call) => ({
      commentary: call === 1 ? 'Up by 47 %.' : 'Visits reached 18.3 % and the lead is clear.',
    }));
    expect((await run(AnalyticsAgent, models)).output.commentary).toMatch(/18\.3 %/);
  });

  it('returns the computed part when no model is available', async () => {
    const result = await run(AnalyticsAgent, new ScriptedModels(unavailable));
    expect(result).toMatchObject({
      confidence: 0.95,
      answers: [],
      warnings: ['no model was available: the figures stand without commentary'],
    });
    expect(result.memories[0]).toMatchObject({ type: 'fact', importance: 0.8 });
  });

  it('says that it had no data', async () => {
    const result = await run(AnalyticsAgent, new ScriptedModels(), taskOf({ context: {} }));
    expect(result).toMatchObject({ confidence: 0.3, warnings: ['no context.campaign_data was given: nothing was computed'] });
  });

  it('passes on failures that are not of availability', async () => {
    const models = new ScriptedModels(() => {
      throw new MeshError('budget-exceeded', 'budget-exceeded', 'spent');
    });
    await expect(run(AnalyticsAgent, models)).rejects.toMatchObject({ code: 'budget-exceeded' });
  });
});

describe('a step that reviews', () => {
  const task = taskOf({ reviews: 'step_content', inputs: { step_content: { agentType: 'content', summary: 'Wrote.', output: {} } } });

  it.each([CoordinatorAgent, CustomAgent])('lets work pass where no model can judge it, and says so', async (Type) => {
    const passed = await run(Type, new ScriptedModels(unavailable), task);
    expect(passed).toMatchObject({ review: { approved: true }, output: { approved: true }, confidence: 0.3, answers: [] });
    expect(passed.warnings).toEqual(['no language model was available: the work was not reviewed']);
  });

  it('does not send work back for a verdict that the sandbox drew', async () => {
    const drawn = await run(CoordinatorAgent, new ScriptedModels(() => ({ approved: false, feedback: 'warm boots' })), task);
    expect(drawn).toMatchObject({ review: { approved: true }, confidence: 0.3 });
  });
});

describe('a question to a model', () => {
  const kept = async (): Promise<GenerateAnswer> =>
    new ScriptedModels(() => ({ answer: 'Kept.', key_points: [] })).generate({}, questionOf());
  const questionOf = (): GenerateRequest => ({ messages: [], format: { type: 'text' } });

  it('that was answered before costs neither a call nor a search of the memory', async () => {
    const recall = jest.fn(async () => nothing);
    const asked: JournalQuestion[] = [];
    const journal: AnswerJournal = { through: async (question) => (asked.push(question), kept()) };
    const models = new ScriptedModels();
    const { json } = await new AgentModel(models.as()).ask(taskOf({ journal, recall }), config, { ...QUESTION, schema: {} });
    expect(json).toEqual({ answer: 'Kept.', key_points: [] });
    expect(asked).toMatchObject([{ name: 'answer', schema: {} }]);
    expect([models.requests.length, recall.mock.calls.length]).toEqual([0, 0]);
  });

  it('is not passed over when the shared state is away, as it is when no model is available', async () => {
    const away = new MeshError('unavailable', 'redis-unavailable', 'away');
    const journal: AnswerJournal = { through: () => Promise.reject(away) };
    const model = new AgentModel(new ScriptedModels().as());
    await expect(model.askIfAvailable(taskOf({ journal }), config, { ...QUESTION, schema: {} })).rejects.toBe(away);
    const gone = new AgentModel(new ScriptedModels(unavailable).as());
    await expect(gone.askIfAvailable(taskOf(), config, { ...QUESTION, schema: {} })).resolves.toBeUndefined();
  });

  it('is recorded with what was paid for it', async () => {
    const attempt = { provider: 'openai', model: 'm', outcome: 'answered', latencyMs: 1, usage: null, costMicroUsd: 5 } as const;
    const models = { generate: async ({ paid }: GenerateScope) => (paid?.push(attempt), kept()) } as unknown as ModelsService;
    const paid: ModelAttempt[] = [];
    const journal: AnswerJournal = { through: (_question, ask) => ask(paid) };
    await new AgentModel(models).ask(taskOf({ journal }), config, { ...QUESTION, schema: {} });
    expect(paid).toEqual([attempt]);
  });
});

describe('every agent', () => {
  const all = [AnalyticsAgent, ContentAgent, CoordinatorAgent, CustomAgent, DesignAgent, PersonalizationAgent];

  it.each(all)('%p stops when the signal has gone off', async (Type) => {
    const models = new ScriptedModels();
    const reason = new MeshError('timeout', 'step-deadline', 'too late');
    await expect(run(Type, models, taskOf({ signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
    expect(models.requests).toEqual([]);
  });

  it.each(all)('%p asks with the pins of task and agent, by a strict schema with digit-free examples', async (Type) => {
    const models = new ScriptedModels();
    const result = await run(Type, models, taskOf({ context: {}, model: 'tasks-own' }));
    expect(models.requests[0]).toMatchObject({ model: 'tasks-own', temperature: 0.2, maxTokens: 900 });
    expect(result.confidenceReasons).toContain('worded by the sandbox provider');
    expect(result.confidence).toBeLessThanOrEqual(0.5);
    const schema = models.schema();
    expect(strictFaults(schema)).toEqual([]);
    expect(new Ajv2020({ strict: false }).validate(schema, firstExamples(schema))).toBe(true);
    await run(Type, models, taskOf({ context: {} }));
    expect(models.requests.at(-1)?.model).toBe('agents-own');
  });
});

/** Where a schema breaks the rules of OpenAI's strict mode, or gives a text no description or examples. */
function strictFaults(node: SchemaNode, path = '$'): string[] {
  const children = Object.entries(node.properties ?? {});
  return [
    ...(node.type === 'object' && node.additionalProperties !== false ? [`${path} is open`] : []),
    ...(node.type === 'object' && children.some(([name]) => !node.required?.includes(name)) ? [`${path} has optional properties`] : []),
    ...(node.type === 'string' && (node.description === undefined || (node.examples?.length ?? 0) < 3) ? [`${path} lacks words`] : []),
    ...(/\d/.test(JSON.stringify(node.examples ?? '')) ? [`${path} has digits`] : []),
    ...children.flatMap(([name, part]) => strictFaults(part, `${path}.${name}`)),
    ...(node.items === undefined ? [] : strictFaults(node.items, `${path}[]`)),
  ];
}
