import type { GenerateEvent, GenerateRequest } from '../generate';
import type { ContentScreen } from './content-screen';
import { Screening } from './screening';

const scope = { tenantId: 't' };
const asked: GenerateRequest = { messages: [{ role: 'user', content: 'a' }], format: { type: 'text' } };
/** Puts its name around what it sees. */
const named = (name: string): ContentScreen => ({
  open: async (_scope, request) => ({
    request: { ...request, system: `${request.system ?? ''}${name}` },
    answer: async (answer) => ({ ...answer, text: `${answer.text}${name}` }),
    async *events(events) {
      for await (const event of events) yield event.type === 'delta' ? { ...event, text: `${event.text}${name}` } : event;
    },
  }),
});

async function* pieces(...texts: string[]): AsyncGenerator<GenerateEvent> {
  for (const text of texts) yield { type: 'delta', text };
}

describe('screens one behind the other', () => {
  it('see the request in their order, and the answer in the reverse of it', async () => {
    const call = await new Screening([named('1'), named('2')]).open(scope, asked, new AbortController().signal);
    expect(call.request.system).toBe('12');
    expect((await call.answer({ text: '' } as never)).text).toBe('21');
    const shown = [];
    for await (const event of call.events(pieces('a', 'b'))) shown.push(event);
    expect(shown).toEqual([
      { type: 'delta', text: 'a21' },
      { type: 'delta', text: 'b21' },
    ]);
  });
});
