import type { ModelRequest } from '../../model-provider';
import type { ModelTraits } from '../../model-traits';
import { geminiRequest } from './request';
import { ThoughtSignatures } from './thought-signatures';

const traits: ModelTraits = {
  contextTokens: 1_000_000,
  maxOutputTokens: 64_000,
  images: 'inline',
  tools: true,
  jsonSchema: 'native',
  temperature: true,
  reasoning: true,
  tier: 'MEDIUM',
};
const request: ModelRequest = { messages: [{ role: 'user', content: 'x' }], format: { type: 'text' }, maxTokens: 10 };
const schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] };
const page: Partial<ModelRequest> = { system: 'Be brief.', format: { type: 'json_schema', name: 'page', schema } };
const look = { name: 'look', description: 'Looks', parameters: { type: 'object', properties: { at: { type: 'string' } } } };
const tools = [look];

const body = (model: string, changes: Partial<ModelRequest>, more: Partial<ModelTraits> = {}) =>
  geminiRequest(model, { ...traits, ...more }, { ...request, ...changes }, new ThoughtSignatures());

describe('sampling and thinking', () => {
  it('bounds and shapes the answer', () => {
    expect(body('gemini-3-pro', { temperature: 3, topP: 0.5, stop: ['END'], maxTokens: 7 }).generationConfig).toEqual({
      maxOutputTokens: 7,
      temperature: 2,
      topP: 0.5,
      stopSequences: ['END'],
    });
    expect(body('gemini-3-pro', { temperature: 1, topP: 0.5 }, { temperature: false }).generationConfig).toEqual({ maxOutputTokens: 10 });
  });

  it.each([
    ['gemini-3.8-flash', 'medium', { thinkingLevel: 'medium' }],
    ['gemini-3-pro-preview', 'medium', { thinkingLevel: 'high' }],
    ['gemini-3-pro-preview', 'low', { thinkingLevel: 'low' }],
    ['gemini-flash-latest', 'high', { thinkingLevel: 'high' }],
    ['gemini-2.5-flash', 'low', { thinkingBudget: 1_024 }],
  ] as const)('lets %s think with %s effort', (model, reasoningEffort, thinkingConfig) => {
    expect(body(model, { reasoningEffort }).generationConfig).toMatchObject({ thinkingConfig });
    expect(body(model, { reasoningEffort }, { reasoning: false }).generationConfig).not.toHaveProperty('thinkingConfig');
  });
});

describe('JSON answers', () => {
  it('are held to their JSON Schema from 2.5 on', () => {
    const sent = body('gemini-2.5-pro', page);
    expect(sent.generationConfig).toMatchObject({ responseMimeType: 'application/json', responseJsonSchema: schema });
    expect(sent.systemInstruction).toEqual({ parts: [{ text: 'Be brief.' }] });
  });

  it('are held to a schema of OpenAPI before', () => {
    expect(body('gemini-1.5-pro', page).generationConfig).toMatchObject({
      responseMimeType: 'application/json',
      responseSchema: { type: 'OBJECT' },
    });
  });

  it('are asked for in words too where there is no schema, or one that is too much', () => {
    const some = body('gemini-3.8-flash', { format: { type: 'json_object' } });
    expect(some.generationConfig).toMatchObject({ responseMimeType: 'application/json' });
    expect(some.systemInstruction?.parts[0]?.text).toMatch(/JSON object/);
    const tree = { type: 'object', properties: { left: { $ref: '#' } } };
    const sent = body('gemini-3.8-flash', { format: { type: 'json_schema', name: 'tree', schema: tree } });
    expect(sent.generationConfig).not.toHaveProperty('responseJsonSchema');
    expect(sent.systemInstruction?.parts[0]?.text).toContain('"$ref":"#"');
  });

  it('stand beside tools from 3 on, and are asked for in words alone before', () => {
    expect(body('gemini-3.8-flash', { ...page, tools })).toMatchObject({ generationConfig: { responseJsonSchema: schema }, tools: [{}] });
    const earlier = body('gemini-2.5-pro', { ...page, tools });
    expect(earlier.generationConfig).not.toHaveProperty('responseMimeType');
    expect(earlier.systemInstruction?.parts[0]?.text).toMatch(/^Be brief\.\n\nAnswer with JSON/);
  });

  it('are held to their schema again where no tool may be called', () => {
    const sent = body('gemini-2.5-pro', { ...page, tools, toolChoice: 'none' });
    expect(sent.generationConfig).toHaveProperty('responseJsonSchema');
    expect(sent).not.toHaveProperty('tools');
  });
});

describe('tools', () => {
  it('are declared with JSON Schema from 2.5 on, with OpenAPI before, and in words where that cannot say it', () => {
    const declared = (model: string, parameters: Record<string, unknown>) =>
      body(model, { tools: [{ ...look, parameters }] }).tools?.[0]?.functionDeclarations[0];
    expect(declared('gemini-3.8-flash', look.parameters)).toEqual({
      name: 'look',
      description: 'Looks',
      parametersJsonSchema: look.parameters,
    });
    expect(declared('gemini-1.5-pro', look.parameters)).toMatchObject({ parameters: { type: 'OBJECT' } });
    expect(declared('gemini-1.5-pro', { type: 'object', properties: { any: {} } })?.description).toMatch(
      /^Looks\nArguments \(JSON Schema\)/,
    );
    expect(declared('gemini-3.8-flash', { type: 'object', properties: {} })).toEqual({ name: 'look', description: 'Looks' });
  });

  it.each([
    ['auto', undefined],
    ['required', { mode: 'ANY' }],
    [{ name: 'look' }, { mode: 'ANY', allowedFunctionNames: ['look'] }],
  ] as const)('are called as %j says', (toolChoice, functionCallingConfig) => {
    expect(body('gemini-3.8-flash', { tools, toolChoice }).toolConfig?.functionCallingConfig).toEqual(functionCallingConfig);
  });
});
