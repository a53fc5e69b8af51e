import fc from 'fast-check';
import { MeshError } from '../../errors';
import { readMessages } from './read-messages';

const call = (id: string) => ({ id, type: 'function', function: { name: 'look_up', arguments: '{}' } });

describe('readMessages', () => {
  it('gathers instructions from wherever they stand', () => {
    const read = readMessages([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hello' },
      {
        role: 'developer',
        content: [
          { type: 'text', text: 'Be' },
          { type: 'text', text: 'kind.' },
        ],
      },
    ]);
    expect(read).toEqual({ system: 'Be brief.\n\nBe\nkind.', messages: [{ role: 'user', content: 'Hello' }] });
  });

  it('lets the user say what would otherwise be instructions to nobody', () => {
    expect(readMessages([{ role: 'system', content: 'Say yes.' }])).toEqual({ messages: [{ role: 'user', content: 'Say yes.' }] });
  });

  it('takes calls of tools and their results', () => {
    const { messages } = readMessages([
      { role: 'user', content: 'x' },
      { role: 'assistant', tool_calls: [call('a'), call('b')] },
      { role: 'tool', tool_call_id: 'b', content: '1' },
      { role: 'tool', tool_call_id: 'a', content: '2' },
    ]);
    expect(messages[1]).toEqual({
      role: 'assistant',
      content: '',
      toolCalls: [
        { id: 'a', name: 'look_up', arguments: '{}' },
        { id: 'b', name: 'look_up', arguments: '{}' },
      ],
    });
    expect(messages[2]).toEqual({ role: 'tool', toolCallId: 'b', content: '1' });
  });

  it.each<[unknown, string]>([
    [[{ role: 'user' }], 'messages[0].content'],
    [[{ role: 'user', content: [] }], 'messages[0].content'],
    [[{ role: 'assistant', content: null }], 'messages[0].content'],
    [
      [{ role: 'assistant', content: '', tool_calls: [{ id: 'a', function: { name: 'x' } }] }],
      'messages[0].tool_calls[0].function.arguments',
    ],
    [[{ role: 'assistant', content: '', tool_calls: 'x' }], 'messages[0].tool_calls'],
    [[null], 'messages[0]'],
    ['x', 'messages'],
  ])('refuses %j by its path', (value, field) => {
    expect(() => readMessages(value)).toThrow(
      expect.objectContaining({ kind: 'invalid', errors: [expect.objectContaining({ field })] }) as Error,
    );
  });

  it('counts images over the whole conversation', () => {
    const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } };
    const turn = (images: number) => ({ role: 'user', content: Array(images).fill(image) as unknown });
    expect(readMessages([turn(8), turn(8)]).messages).toHaveLength(2);
    expect(() => readMessages([turn(8), turn(9)])).toThrow('messages[1].content');
  });

  it('answers whatever JSON there is with a reading or a fault of ours', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          expect(readMessages([{ role: 'user', content: value }]).messages).toHaveLength(1);
        } catch (error) {
          expect(error).toBeInstanceOf(MeshError);
        }
      }),
    );
  });
});
