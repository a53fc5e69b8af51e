import { packMemories } from '../../memory';
import type { GenerateAnswer, GenerateRequest, ModelsService } from '../../models';
import type { AgentConfig, AgentExample } from '../../networks';
import type { AgentTask } from '../agent';
import { AgentModel } from '../agent-model';
import { CustomAgent } from './custom.agent';
import { summaryOf } from './own-answer';
import { checkOwnParameters } from './own-parameters';

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['verdict', 'risk'],
  properties: { verdict: { type: 'string' }, risk: { type: 'integer' } },
};
const configOf = (parameters: AgentConfig['parameters']): AgentConfig => ({
  ...{
    agentId: 'agent_a',
    networkId: 'network_a',
    name: 'Counsel',
    type: 'legal',
    description: 'Reads contracts',
    capabilities: ['contracts'],
  },
  ...{ parameters, status: 'active', createdAt: '2026-01-01T00:00:00Z' },
});
const nothing = packMemories([], 0, { maxTokens: 100, count: (text) => text.length, mark: '' });
const task: AgentTask = {
  ...{
    tenantId: 't',
    networkId: 'n',
    taskId: 'task_a',
    stepId: 'step_a',
    goal: 'Judge clause 7',
    task: 'Judge it',
    context: {},
    inputs: {},
  },
  ...{
    permit: () => Promise.resolve(),
    recall: async () => nothing,
    journal: { through: (_question, ask) => ask([]) },
    signal: new AbortController().signal,
  },
};

/** A custom agent whose model answers `json`, and what that model was asked. */
function agentThatHears(json: unknown): { agent: CustomAgent; asked: GenerateRequest[] } {
  const asked: GenerateRequest[] = [];
  const generate = async (_scope: object, request: GenerateRequest): Promise<GenerateAnswer> => {
    asked.push(request);
    const usage = { inputTokens: 1, outputTokens: 1, cachedTokens: 0, reasoningTokens: 0 };
    const answer = { provider: 'openai' as const, model: 'm', attempts: [], decision: {} as GenerateAnswer['decision'], usage };
    return { ...answer, text: JSON.stringify(json), json, finishReason: 'stop', costMicroUsd: 0, cached: false };
  };
  return { agent: new CustomAgent(new AgentModel({ generate } as unknown as ModelsService)), asked };
}

describe('CustomAgent', () => {
  it('answers by the schema it is configured with, and adds nothing to it', async () => {
    const { agent, asked } = agentThatHears({ verdict: 'Clause 7 holds.', risk: 7 });
    const result = await agent.processTask(
      task,
      configOf({ outputSchema: { $schema: 'http://json-schema.org/draft-07/schema#', ...SCHEMA } }),
    );
    expect(asked[0]?.format).toEqual({ type: 'json_schema', name: 'answer', schema: SCHEMA });
    expect(result).toMatchObject({
      output: { verdict: 'Clause 7 holds.', risk: 7 },
      summary: 'Clause 7 holds.',
      warnings: [],
      confidence: 0.7,
    });
    expect(Object.keys(result.output)).toEqual(['verdict', 'risk']);
    expect(result.answers[0]?.prompt).toMatch(/^custom@\d+$/);
  });

  it('says where a figure of its answer comes from nowhere, in a field as in a sentence', async () => {
    const { agent } = agentThatHears({ verdict: 'It holds.', risk: 93 });
    const result = await agent.processTask(task, configOf({ outputSchema: SCHEMA }));
    expect(result).toMatchObject({ confidence: 0.4, warnings: ['numbers without a source: 93'] });
  });

  it('is told its name, its skills, what its owner wants and examples, apart from the task', async () => {
    const { agent, asked } = agentThatHears({ answer: 'It holds.', key_points: ['Fine.'] });
    const examples = [{ task: 'Judge clause 1', answer: 'Void, because it names no term.' }];
    const { output } = await agent.processTask(task, configOf({ instructions: 'Cite the clause.', examples }));
    expect(asked[0]?.system).toMatch(
      /Counsel, and you can do: contracts\.[\s\S]*Task: Judge clause 1\nAnswer: Void[\s\S]*Reads contracts[\s\S]*Cite the clause/,
    );
    expect(JSON.stringify(asked[0]?.messages)).not.toMatch(/Void|Cite the clause/);
    expect(output).toEqual({ task_type: 'answer', answer: 'It holds.', key_points: ['Fine.'] });
  });
});

describe('the parameters of a custom agent', () => {
  const faultOf = (parameters: AgentConfig['parameters']): unknown => {
    try {
      return checkOwnParameters(configOf(parameters), 'agents[2].');
    } catch (error) {
      return (error as { errors: { field: string }[] }).errors[0]?.field;
    }
  };
  const example = (answer: AgentExample['answer']) => [{ task: 'x', answer }];

  it.each<[string, AgentConfig['parameters'], string]>([
    ['a schema that is none', { outputSchema: { type: 'objekt' } }, 'output_schema'],
    ['a schema that refers to elsewhere', { outputSchema: { type: 'object', $ref: 'https://example.org/s.json' } }, 'output_schema'],
    ['a schema of something else than an object', { outputSchema: { type: 'array' } }, 'output_schema'],
    ['an example that does not follow the schema', { outputSchema: SCHEMA, examples: example({ verdict: 'x' }) }, 'examples[0].answer'],
    ['words for an example where there is a schema', { outputSchema: SCHEMA, examples: example('x') }, 'examples[0].answer'],
    ['an object for an example where there is none', { examples: example({}) }, 'examples[0].answer'],
  ])('are refused for %s', (_what, parameters, field) => {
    expect(faultOf(parameters)).toBe(`agents[2].parameters.${field}`);
  });

  it('may be a schema with examples that follow it, or none at all', () => {
    expect(faultOf({ outputSchema: SCHEMA, examples: example({ verdict: 'x', risk: 1 }) })).toBeUndefined();
    expect(faultOf({})).toBeUndefined();
  });

  it('keep nobody busy with a pattern that would be matched for hours', () => {
    const outputSchema = { type: 'object', properties: { word: { type: 'string', pattern: '^(a+)+$' } } };
    expect(faultOf({ outputSchema, examples: example({ word: `${'a'.repeat(60)}!` }) })).toBeUndefined();
  });
});

describe('summaryOf', () => {
  it('takes the field that says it, else the first text, and cuts it', () => {
    expect(summaryOf({ note: 'a', summary: 'b' })).toBe('b');
    expect(summaryOf({ score: 1, note: 'a' })).toBe('a');
    expect(summaryOf({ answer: 'x'.repeat(500) })).toHaveLength(280);
    expect(summaryOf({ score: 1 })).toMatch(/schema of the agent/);
  });
});
