import { MeshError } from '../../errors';
import type { GenerateEvent } from '../generate';
import type { ContentScreen } from './content-screen';
import { Screening } from './screening';

const scope = { tenantId: 't' };
const ANSWERING: GenerateEvent = { type: 'answering', provider: 'openai', model: 'm' };
/** Lets nothing through that says "bad", and of the rest no blanks. */
const screen: ContentScreen = {
  before: (_scope, request) => Promise.resolve(request),
  after: (_scope, answer) => Promise.resolve(answer),
  piece: async (_scope, text) => {
    if (text.includes('bad')) throw new MeshError('unsafe', 'unsafe-content', 'x');
    return text.trim();
  },
};

async function* pieces(...texts: string[]): AsyncGenerator<GenerateEvent> {
  yield ANSWERING;
  for (const text of texts) yield { type: 'delta', text };
}

describe('a screened stream', () => {
  it('names who answers once, before the first thing that may be shown', async () => {
    const shown = [];
    for await (const event of new Screening([screen]).stream(scope, pieces(' ', 'a ', 'b'))) shown.push(event);
    expect(shown).toEqual([ANSWERING, { type: 'delta', text: 'a' }, { type: 'delta', text: 'b' }]);
  });

  it('fails before it begins when the first thing said may not be shown', async () => {
    const events = new Screening([screen]).stream(scope, pieces('bad'));
    await expect(events.next()).rejects.toMatchObject({ code: 'unsafe-content' });
  });
});
