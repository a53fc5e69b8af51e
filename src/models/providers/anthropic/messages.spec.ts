import { anthropicMessages } from './messages';

describe('anthropicMessages', () => {
  it('writes calls as blocks and gathers their results in one turn', () => {
    const turns = anthropicMessages([
      { role: 'user', content: 'Weather?' },
      {
        role: 'assistant',
        content: '',
        toolCalls: [
          { id: 'a', name: 'look', arguments: '{"at":"Rome"}' },
          { id: 'b', name: 'look', arguments: 'not json' },
        ],
      },
      { role: 'tool', toolCallId: 'a', content: 'sunny' },
      { role: 'tool', toolCallId: 'b', content: 'rain' },
      { role: 'user', content: 'Thanks' },
    ]);
    expect(turns).toEqual([
      { role: 'user', content: 'Weather?' },
      {
        role: 'assistant',
        content: [
          { type: 'tool_use', id: 'a', name: 'look', input: { at: 'Rome' } },
          { type: 'tool_use', id: 'b', name: 'look', input: { arguments: 'not json' } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: 'sunny' },
          { type: 'tool_result', tool_use_id: 'b', content: 'rain' },
        ],
      },
      { role: 'user', content: 'Thanks' },
    ]);
  });

  it('sends images as they are given, and no empty blocks', () => {
    const turns = anthropicMessages([
      {
        role: 'user',
        content: [
          { type: 'text', text: '' },
          { type: 'image', image: { mediaType: 'image/png', base64: 'AA==' } },
          { type: 'image', image: { url: 'https://example.com/a.png' } },
          { type: 'text', text: 'What is it?' },
        ],
      },
      { role: 'assistant', content: '' },
    ]);
    expect(turns).toEqual([
      {
        role: 'user',
        content: [
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AA==' } },
          { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
          { type: 'text', text: 'What is it?' },
        ],
      },
    ]);
  });
});
