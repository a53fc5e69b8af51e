// A model that costs nothing: OpenAI's chat completions, whole and streamed, on the loopback interface.
// node mock-upstream.mjs PORT. GET / tells how many completions were asked for; GET /latency/NN delays every answer by NN ms from now on.
import http from 'node:http';

const CHUNKS = 20;
const GAP_MS = 5;
const HEAD = { id: 'chatcmpl-mock', created: 1_700_000_000, model: 'gpt-4o-mini' };
const USAGE = { prompt_tokens: 12, completion_tokens: 40, total_tokens: 52 };
const TEXT = Array.from({ length: 4 }, () => 'The quick brown fox jumps over the lazy dog.').join(' ');
const WORDS = TEXT.split(' ');

const WHOLE = JSON.stringify({
  ...HEAD,
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: TEXT }, finish_reason: 'stop' }],
  usage: USAGE,
});
const frame = (part) => `data: ${JSON.stringify({ ...HEAD, object: 'chat.completion.chunk', ...part })}\n\n`;
const delta = (text, finish_reason = null) => frame({ choices: [{ index: 0, delta: text, finish_reason }] });
const FRAMES = [
  delta({ role: 'assistant', content: '' }),
  ...Array.from({ length: CHUNKS }, (_, i) => delta({ content: `${WORDS[i % WORDS.length]} ` })),
  delta({}, 'stop'),
];
const LAST = 'data: [DONE]\n\n';

let completions = 0;
let latencyMs = 0;

const server = http.createServer((request, response) => {
  if (request.method === 'GET') {
    latencyMs = Number(/^\/latency\/(\d+)$/.exec(request.url)?.[1] ?? latencyMs);
    return response.end(JSON.stringify({ completions, latencyMs }));
  }
  completions += 1;
  let text = '';
  request.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  request.on('end', () => {
    const { stream, stream_options: options } = JSON.parse(text);
    const answer = () => (stream ? sendFrames(response, options?.include_usage === true) : sendWhole(response));
    if (latencyMs > 0) setTimeout(answer, latencyMs);
    else answer();
  });
});

function sendWhole(response) {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(WHOLE) }).end(WHOLE);
}

function sendFrames(response, withUsage) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const frames = [...FRAMES, ...(withUsage ? [frame({ choices: [], usage: USAGE })] : []), LAST];
  const next = () => {
    if (response.destroyed) return;
    response.write(frames.shift());
    if (frames.length === 0) response.end();
    else setTimeout(next, GAP_MS);
  };
  next();
}

server.keepAliveTimeout = 60_000;
server.listen(Number(process.argv[2]), '127.0.0.1');
