import type { ModelMessage } from '../../model-provider';
import { geminiContents } from './contents';

const unsigned = () => undefined;
const calls = [
  { id: 'a', name: 'look', arguments: '{"at":"Rome"}' },
  { id: 'b', name: 'ask', arguments: 'not json' },
];
const talk: ModelMessage[] = [
  { role: 'user', content: 'Weather?' },
  { role: 'assistant', content: '', toolCalls: calls },
  { role: 'tool', toolCallId: 'a', content: '{"sky":"blue"}' },
  { role: 'tool', toolCallId: 'b', content: 'rain' },
  { role: 'assistant', content: 'Blue.' },
];

describe('geminiContents', () => {
  it('names the function with each result, and gathers results in one turn', () => {
    expect(geminiContents(talk, unsigned)).toEqual([
      { role: 'user', parts: [{ text: 'Weather?' }] },
      {
        role: 'model',
        parts: [
          { functionCall: { id: 'a', name: 'look', args: { at: 'Rome' } } },
          { functionCall: { id: 'b', name: 'ask', args: { arguments: 'not json' } } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { id: 'a', name: 'look', response: { sky: 'blue' } } },
          { functionResponse: { id: 'b', name: 'ask', response: { result: 'rain' } } },
        ],
      },
      { role: 'model', parts: [{ text: 'Blue.' }] },
    ]);
  });

  it('sends signatures back with their calls', () => {
    const signed = geminiContents(talk, (call, isFirst) => (isFirst ? `sealed-${call.id}` : undefined));
    expect(signed[1]?.parts).toMatchObject([{ thoughtSignature: 'sealed-a' }, { functionCall: { id: 'b' } }]);
    expect(signed[1]?.parts[1]).not.toHaveProperty('thoughtSignature');
  });

  it('sends images inline, and no empty parts', () => {
    const picture = { type: 'image' as const, image: { mediaType: 'image/png' as const, base64: 'AA==' } };
    expect(
      geminiContents(
        [
          { role: 'user', content: [{ type: 'text', text: '' }, picture, { type: 'text', text: 'What?' }] },
          { role: 'assistant', content: '' },
        ],
        unsigned,
      ),
    ).toEqual([{ role: 'user', parts: [{ inlineData: { mimeType: 'image/png', data: 'AA==' } }, { text: 'What?' }] }]);
  });
});
