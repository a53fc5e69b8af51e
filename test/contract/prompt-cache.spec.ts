import { AnthropicProvider } from '../../src/models/providers/anthropic/anthropic.provider';
import { configured } from './configured';
import { json, ModelServer } from './model-server';
import { NEVER, TEXT } from './requests';
import { anthropicWire } from './wire/anthropic';

const server = new ModelServer();
let url: string;
beforeAll(async () => (url = await server.start()));
afterAll(() => server.stop());

describe('the prompt cache of Claude', () => {
  it('is asked for where a system prompt is long, and what it took is a part of the input', async () => {
    const usage = { input_tokens: 10, cache_creation_input_tokens: 90, cache_read_input_tokens: 20, output_tokens: 5 };
    server.behave(json(200, anthropicWire.answer('Yes.', { usage })));
    const provider = new AnthropicProvider(configured({ ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: url }));
    const answer = await provider.generate('claude-sonnet-5-5', { ...TEXT, system: 'Be brief. '.repeat(1_000) }, NEVER);
    expect(server.received[0]?.body['system']).toMatchObject([{ type: 'text', cache_control: { type: 'ephemeral' } }]);
    expect(answer.usage).toMatchObject({ inputTokens: 120, cachedTokens: 20, cacheWriteTokens: 90 });
    await provider.generate('claude-sonnet-5-5', TEXT, NEVER);
    expect(JSON.stringify(server.received[1]?.body)).not.toContain('cache_control');
  });
});
