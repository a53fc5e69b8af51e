import { events, json, ModelServer } from '../contract/model-server';
import { WIRE_FORMATS } from '../contract/wire-formats';
import type { StreamedAnswer } from '../contract/wire/wire-format';
import { Mesh, readEvents } from '../mesh';

const { streaming, answer } = WIRE_FORMATS.openai;
const PROMPT = 'Write to anna.berg@mail.example and offer her a call.';
const SAID = 'Hello [[EMAIL_ADDRESS_1]], write to [[EMAIL_ADDRESS_2]] or [[EMAIL_ADDRESS_1]].';
const SHOWN = 'Hello anna.berg@mail.example, write to [[EMAIL_ADDRESS_2]] or anna.berg@mail.example.';
const TOOLS = [{ type: 'function', function: { name: 'mail', description: 'Mails.', parameters: { type: 'object' } } }];

/** An event of either face. */
interface Told {
  text?: string;
  arguments?: string;
  choices?: { delta: { content?: string; tool_calls?: { function: { arguments: string } }[] }; finish_reason: string | null }[];
}

describe('a streamed answer', () => {
  const model = new ModelServer();
  let mesh: Mesh;
  beforeAll(async () => {
    const url = await model.start();
    mesh = await Mesh.start({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, MESH_CHAIN: 'openai/gpt-4o', MESH_SANDBOX: 'off' });
  }, 60_000);
  afterAll(async () => {
    await mesh.stop();
    await model.stop();
  });

  const says = (said: StreamedAnswer, then: 'end' | 'break' = 'end') =>
    model.behave(events([...(streaming?.events(said) ?? []), ...(then === 'end' ? (streaming?.done ?? []) : [])], then));
  const sent = () => JSON.stringify(model.received.at(-1)?.body.messages);
  const told = async (path: string, body: object): Promise<{ event: string; data: Told }[]> => {
    const base = path.startsWith('/v1') ? mesh.url : `${mesh.url}/api/mesh`;
    const response = await fetch(base + path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${mesh.adminKey}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const readable = new Response(text.replaceAll('data: [DONE]\n\n', ''));
    return (await readEvents(readable, new AbortController())).map(({ event, data }) => ({ event, data: data as unknown as Told }));
  };
  const generate = (body: object) => told('/generate/stream', { cache: false, ...body });
  const chat = (body: object) =>
    told('/v1/chat/completions', { model: 'gpt-4o', stream: true, messages: [{ role: 'user', content: PROMPT }], ...body });
  const textOf = (all: { data: Told }[]) => all.map(({ data }) => data.text ?? data.choices?.[0]?.delta.content ?? '').join('');

  it('shows values for placeholders wherever it is cut, and the model sees none of them', async () => {
    for (let cut = 1; cut < SAID.length; cut += 1) {
      says({ texts: [SAID.slice(0, cut), SAID.slice(cut)], finish: 'stop' });
      const all = await generate({ prompt: PROMPT });
      expect(textOf(all)).toBe(SHOWN);
      expect(all.at(-1)).toMatchObject({ event: 'done' });
    }
    expect(sent()).toContain('[[EMAIL_ADDRESS_1]]');
    expect(sent()).not.toContain('anna');
  });

  it('never shows a part of a placeholder', async () => {
    says({ texts: [...SAID], finish: 'stop' });
    const deltas = (await generate({ prompt: PROMPT })).filter(({ event }) => event === 'delta').map(({ data }) => data.text ?? '');
    expect(deltas.length).toBeGreaterThan(10);
    expect(deltas.filter((text) => /\[\[?(?!.*\]\])|EMAIL(?!_ADDRESS_2\]\])/.test(text))).toEqual([]);
  });

  it("does the same for clients of OpenAI's", async () => {
    says({ texts: [...SAID], finish: 'stop' });
    const all = await chat({});
    expect(textOf(all)).toBe(SHOWN);
    expect(all.flatMap(({ data }) => data.choices?.[0]?.finish_reason ?? [])).toEqual(['stop']);
    expect(sent()).not.toContain('anna');
  });

  it('puts values into the arguments of tools as JSON writes them', async () => {
    const prompt = 'The customer with the password "se\\"cret\\\\Pass9!x" and the address anna.berg@mail.example asks for a mail.';
    const call = { id: 'c1', name: 'mail', arguments: '{"to":"[[EMAIL_ADDRESS_1]]","body":"Hi [[EMAIL_ADDRESS_1]]"}' };
    says({ calls: [call], finish: 'tool_calls' });
    const all = await generate({ prompt, tools: TOOLS });
    const args = all.filter(({ event }) => event === 'tool_call').map(({ data }) => data.arguments ?? '');
    expect(JSON.parse(args.join(''))).toEqual({ to: 'anna.berg@mail.example', body: 'Hi anna.berg@mail.example' });
    says({ calls: [call], finish: 'tool_calls' });
    const stream = await chat({ messages: [{ role: 'user', content: prompt }], tools: TOOLS });
    const parts = stream.flatMap(({ data }) => data.choices?.[0]?.delta.tool_calls ?? []).map((part) => part.function.arguments);
    expect(JSON.parse(parts.join(''))).toEqual({ to: 'anna.berg@mail.example', body: 'Hi anna.berg@mail.example' });
  });

  it('that breaks off ends with an error and no half of a placeholder', async () => {
    says({ texts: ['Hello [[EMAIL_ADDRESS_1]], write to [[EMAIL_ADD'] }, 'break');
    const all = await generate({ prompt: PROMPT, fallback: false });
    expect(textOf(all)).toBe('Hello anna.berg@mail.example, write to ');
    expect(all.at(-1)?.event).toBe('error');
  });

  it('to data has no markup in it that acts and that stands in the data, in whatever pieces it comes', async () => {
    const xss = '<img src="x" alt=">" onerror="steal()">';
    const messages = [
      { role: 'user', content: 'What does the review say?' },
      { role: 'assistant', content: null, tool_calls: [{ id: 'c1', type: 'function', function: { name: 'mail', arguments: '{}' } }] },
      { role: 'tool', tool_call_id: 'c1', content: `Lovely tea ${xss}, five stars.` },
    ];
    const said = `It says: Lovely tea ${xss}, five stars.`;
    for (const cut of [20, 25, 35, 40, 45, 50, 55]) {
      says({ texts: [said.slice(0, cut), said.slice(cut)], finish: 'stop' });
      const text = textOf(await generate({ messages, tools: TOOLS }));
      expect(text).toMatch(/^It says: Lovely tea .*five stars\.$/);
      expect(text).not.toMatch(/onerror|steal/);
    }
    model.behave(json(200, answer(said)));
    const { body } = await mesh.post('/generate', { messages, tools: TOOLS });
    expect(body.text).not.toMatch(/onerror|steal/);
    model.behave(json(200, answer('<p onclick="count()">Tea</p>')));
    expect((await mesh.post('/generate', { prompt: 'Make a page that counts clicks.' })).body.text).toBe('<p onclick="count()">Tea</p>');
  });
});
