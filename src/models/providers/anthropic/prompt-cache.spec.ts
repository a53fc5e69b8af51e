import type { MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages';
import { withCacheBreakpoints } from './prompt-cache';

const CHARACTERS_PER_TOKEN = 4;
const tokens = (count: number) => 'x'.repeat(count * CHARACTERS_PER_TOKEN);
const base = { model: 'claude-sonnet-5-5', max_tokens: 10, messages: [{ role: 'user' as const, content: 'Hi' }] };
const tool = (name: string, description: string) => ({ name, description, input_schema: { type: 'object' as const } });
const marks = (body: MessageCreateParamsNonStreaming) =>
  JSON.stringify(withCacheBreakpoints(body)).split('"cache_control":{"type":"ephemeral"}').length - 1;

const talk = (content: string) => [
  { role: 'user' as const, content },
  { role: 'assistant' as const, content: 'Yes.' },
  { role: 'user' as const, content: 'And then?' },
];

describe('withCacheBreakpoints', () => {
  it('leaves short requests alone', () => {
    const body = { ...base, system: tokens(1_000), tools: [tool('a', 'Short')] };
    expect(withCacheBreakpoints(body)).toEqual(body);
  });

  it('marks a long system prompt, but not the one question after it', () => {
    const marked = withCacheBreakpoints({ ...base, system: tokens(1_024) });
    expect(marked.system).toEqual([{ type: 'text', text: tokens(1_024), cache_control: { type: 'ephemeral' } }]);
    expect(marked.messages).toEqual(base.messages);
  });

  it('marks the last of long tools, and a short system prompt behind them', () => {
    const marked = withCacheBreakpoints({ ...base, system: 'Be brief.', tools: [tool('a', 'A'), tool('b', tokens(1_024))] });
    expect(marked.tools?.map((one) => 'cache_control' in one)).toEqual([false, true]);
    expect(marked.system).toMatchObject([{ cache_control: { type: 'ephemeral' } }]);
  });

  it('marks the last turn of a long conversation', () => {
    expect(withCacheBreakpoints({ ...base, messages: talk(tokens(1_024)) }).messages.at(-1)).toEqual({
      role: 'user',
      content: [{ type: 'text', text: 'And then?', cache_control: { type: 'ephemeral' } }],
    });
    expect(marks({ ...base, messages: talk('Short') })).toBe(0);
    const results = [{ type: 'tool_result' as const, tool_use_id: 'a', content: tokens(1_024) }];
    expect(
      withCacheBreakpoints({ ...base, messages: [...talk('Short'), { role: 'user', content: results }] }).messages.at(-1),
    ).toMatchObject({
      content: [{ tool_use_id: 'a', cache_control: { type: 'ephemeral' } }],
    });
  });

  it.each([
    ['claude-haiku-5-5', 4_096],
    ['claude-opus-4-6', 4_096],
    ['claude-sonnet-4-6', 2_048],
    ['claude-opus-5-5', 1_024],
  ])('waits on %s until %d tokens', (model, least) => {
    expect(marks({ ...base, model, system: tokens(least - 1) })).toBe(0);
    expect(marks({ ...base, model, system: tokens(least) })).toBe(1);
  });

  it('never sets more than the four that are allowed', () => {
    expect(marks({ ...base, system: tokens(5_000), tools: [tool('a', tokens(5_000))], messages: talk(tokens(5_000)) })).toBe(3);
  });
});
