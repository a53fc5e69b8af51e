import type { ModelRequest } from '../../model-provider';
import type { ModelTraits } from '../../model-traits';
import { answerForm } from './answer-form';
import { anthropicRequest } from './request';

/** A model that thinks by default, and one from before. */
const thinking: ModelTraits = {
  contextTokens: 200_000,
  maxOutputTokens: 64_000,
  images: 'url',
  tools: true,
  jsonSchema: 'native',
  temperature: false,
  reasoning: true,
  tier: 'MEDIUM',
};
const plain: ModelTraits = {
  ...thinking,
  jsonSchema: 'tool',
  temperature: true,
  maxTemperature: 1,
  eitherSampling: true,
  reasoning: false,
};

const request: ModelRequest = { messages: [{ role: 'user', content: 'x' }], format: { type: 'text' }, maxTokens: 10 };
const schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] };
const page: ModelRequest = { ...request, system: 'Be brief.', format: { type: 'json_schema', name: 'page', schema } };
const look = { name: 'look', description: 'Looks', parameters: { type: 'object', properties: { at: { type: 'string' } } } };
const open = { type: 'object', additionalProperties: { type: 'string' } };

const body = (traits: ModelTraits, changes: Partial<ModelRequest> = {}, base = request) => {
  const asked = { ...base, ...changes };
  return anthropicRequest('claude-x', traits, asked, answerForm(traits, asked));
};

describe('sampling and effort', () => {
  it('clamps the temperature, and sends it instead of top_p where both are given', () => {
    expect(body(plain, { temperature: 1.7, topP: 0.5 })).toMatchObject({ temperature: 1 });
    expect(body(plain, { temperature: 1.7, topP: 0.5 })).not.toHaveProperty('top_p');
    expect(body(plain, { topP: 0.5 })).toMatchObject({ top_p: 0.5 });
  });

  it('sends neither to models that refuse them', () => {
    const sent = body(thinking, { temperature: 0.5, topP: 0.5 });
    expect(sent).not.toHaveProperty('temperature');
    expect(sent).not.toHaveProperty('top_p');
  });

  it('sends an effort to models that reason only', () => {
    expect(body(thinking, { reasoningEffort: 'low' }).output_config).toEqual({ effort: 'low' });
    expect(body(plain, { reasoningEffort: 'low' })).not.toHaveProperty('output_config');
  });

  it('passes on the texts that end the answer', () => expect(body(plain, { stop: ['END'] })).toMatchObject({ stop_sequences: ['END'] }));
});

describe('JSON answers', () => {
  it('are held to their schema by the decoder where it can', () => {
    const sent = body(thinking, { reasoningEffort: 'high' }, page);
    expect(sent.output_config).toEqual({
      effort: 'high',
      format: { type: 'json_schema', schema: { ...schema, additionalProperties: false } },
    });
    expect(sent).not.toHaveProperty('tools');
    expect(sent.system).toBe('Be brief.');
  });

  it('are the input of a forced tool on models without such a decoder', () => {
    const sent = body(plain, {}, page);
    expect(sent).toMatchObject({
      tool_choice: { type: 'tool', name: 'answer' },
      tools: [{ name: 'answer', input_schema: schema }],
      system: 'Be brief.',
    });
  });

  it('are the input of a tool that is asked for in words where the schema is too much for the decoder and a tool cannot be forced', () => {
    const sent = body(thinking, { format: { type: 'json_schema', name: 'map', schema: open } }, page);
    expect(sent).toMatchObject({ tools: [{ name: 'answer', input_schema: open }], tool_choice: { type: 'auto' } });
    expect(sent.system).toMatch(/^Be brief\.\n\nAnswer by calling the tool "answer"/);
  });

  it('are asked for in words where they cannot be the input of a tool', () => {
    const sent = body(plain, { format: { type: 'json_schema', name: 'list', schema: { type: 'array' } } }, page);
    expect(sent.tools).toBeUndefined();
    expect(sent.system).toMatch(/\{"type":"array"\}/);
    expect(body(plain, { format: { type: 'json_object' } }, page).system).toMatch(/JSON object/);
  });

  it('stand beside the tools of the caller', () => {
    expect(body(thinking, { tools: [look] }, page)).toMatchObject({
      output_config: { format: { type: 'json_schema' } },
      tools: [{ name: 'look' }],
    });
    expect(body(plain, { tools: [look] }, page)).toMatchObject({
      tools: [{ name: 'look' }, { name: 'answer' }],
      tool_choice: { type: 'any' },
    });
    expect(body({ ...thinking, jsonSchema: 'tool' }, { tools: [look] }, page).system).toMatch(
      /Once you need no other tool, answer by calling the tool "answer"/,
    );
  });

  it('wait while a tool of the caller must be called, and come at once when none may be', () => {
    expect(body(plain, { tools: [look], toolChoice: 'required' }, page)).toMatchObject({
      tools: [{ name: 'look' }],
      tool_choice: { type: 'any' },
    });
    expect(body(plain, { tools: [look], toolChoice: 'none' }, page)).toMatchObject({
      tools: [{ name: 'answer' }],
      tool_choice: { type: 'tool', name: 'answer' },
    });
  });

  it('leave the name of their tool to a tool of the caller', () => {
    expect(body(plain, { tools: [{ ...look, name: 'answer' }] }, page).tools).toMatchObject([{ name: 'answer' }, { name: 'final_answer' }]);
  });
});

describe('tools of the caller', () => {
  it.each([
    ['auto', undefined],
    ['none', { type: 'none' }],
    ['required', { type: 'any' }],
    [{ name: 'look' }, { type: 'tool', name: 'look' }],
  ] as const)('are called as %j says', (toolChoice, wire) => {
    const sent = body(plain, { tools: [look], toolChoice });
    expect(sent.tools).toEqual([{ name: 'look', description: 'Looks', input_schema: look.parameters }]);
    expect(sent.tool_choice).toEqual(wire);
  });

  it('are asked for in words on models that refuse to be forced', () => {
    const sent = body(thinking, { tools: [look], toolChoice: { name: 'look' } });
    expect(sent).not.toHaveProperty('tool_choice');
    expect(sent.system).toMatch(/Call the tool "look" now/);
  });
});
