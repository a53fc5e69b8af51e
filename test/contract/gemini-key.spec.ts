import { GeminiProvider } from '../../src/models/providers/gemini/gemini.provider';
import { configured } from './configured';
import { json, ModelServer } from './model-server';
import { NEVER, TEXT } from './requests';
import { geminiWire } from './wire/gemini';

const server = new ModelServer();
let url: string;
beforeAll(async () => (url = await server.start()));
afterAll(() => server.stop());

describe('the key of Gemini', () => {
  const make = () => new GeminiProvider(configured({ GOOGLE_API_KEY: 'sk-secret', GOOGLE_BASE_URL: `${url}/` }));

  it('goes into a header, never into the address, whatever a model is called', async () => {
    server.behave(json(200, geminiWire.answer('Yes.')));
    await make().generate('../../files/x?key=1', TEXT, NEVER);
    expect(server.received[0]?.headers['x-goog-api-key']).toBe('sk-secret');
    expect(server.received[0]?.headers['authorization']).toBeUndefined();
    expect(server.received[0]?.path).toBe('/v1beta/models/..%2F..%2Ffiles%2Fx%3Fkey%3D1:generateContent');
  });

  it('is told apart from a bad request where it is wrong', async () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }];
    server.behave(json(400, { error: { code: 400, status: 'INVALID_ARGUMENT', message: 'API key not valid: sk-secret', details } }));
    const error = await make()
      .generate('gemini-3.8-flash', TEXT, NEVER)
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'provider-credentials-rejected', retryable: false });
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('sk-secret');
  });
});
