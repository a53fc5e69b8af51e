import type { ModelAnswer } from '../model-provider';
import { compileSchema } from './compiled-schemas';
import { readOutput } from './structured-output';

const answer = (text: string, finishReason: ModelAnswer['finishReason'] = 'stop'): ModelAnswer => ({
  text,
  model: 'm',
  finishReason,
  usage: { inputTokens: 1, outputTokens: 1, cachedTokens: 0, reasoningTokens: 0 },
});
const format = {
  type: 'json_schema' as const,
  name: 'x',
  schema: { type: 'object', properties: { a: { type: 'number' } }, required: ['a'] },
};

describe('readOutput', () => {
  it('leaves text alone', () => expect(readOutput(answer('no {json'), { type: 'text' })).toEqual({ state: 'text' }));

  it.each(['{"a":1}', ' {"a":1}\n', '```json\n{"a":1}\n```', '```\n{"a":1}```'])('reads %j', (text) => {
    expect(readOutput(answer(text), format)).toEqual({ state: 'json', json: { a: 1 } });
  });

  it('says what is wrong', () => {
    expect(readOutput(answer('{"a":"secret"}'), format)).toEqual({ state: 'invalid', fault: 'answer/a must be number' });
    expect(readOutput(answer('nothing'), format)).toMatchObject({ state: 'invalid' });
    expect(readOutput(answer('[]'), { type: 'json_object' })).toMatchObject({ state: 'invalid' });
  });

  it('knows a cut answer, even one that parses', () => expect(readOutput(answer('{"a":1}', 'length'), format)).toEqual({ state: 'cut' }));
});

describe('compileSchema', () => {
  it('keeps schemas with the same $id apart', () => {
    const accepts = (type: string) => compileSchema({ $id: 'https://example.com/same', type }).accepts(1);
    expect([accepts('number'), accepts('string'), accepts('number')]).toEqual([true, false, true]);
  });

  it('finds a schema compiled, until too many others came', () => {
    const first = compileSchema({ const: 'first' });
    expect(compileSchema({ const: 'first' })).toBe(first);
    for (let index = 0; index < 200; index += 1) compileSchema({ const: index });
    expect(compileSchema({ const: 'first' })).not.toBe(first);
  });

  it('refuses what is no schema', () => {
    expect(() => compileSchema({ type: 'thing' })).toThrow(expect.objectContaining({ code: 'invalid-json-schema' }) as Error);
  });
});
