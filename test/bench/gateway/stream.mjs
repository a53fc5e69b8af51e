import http from 'node:http';
import { chatBody } from './targets.mjs';
import { quantile } from '../statistics.mjs';

/** The first piece of text; the upstream's first frame only names the role. */
const TEXT = /"content":\s*"[^"]/;

/**
 * Asks one target for streams, `concurrency` at a time.
 * @param {import('./targets.mjs').Target} target
 * @param {{ concurrency: number, streams: number }} load
 * @returns {Promise<object>} ms until the first byte, the first text and the end; `complete` counts streams that said [DONE]
 */
export async function stream(target, { concurrency, streams }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: concurrency });
  const body = chatBody({ stream: true });
  await inLanes(concurrency, Math.max(10, 2 * concurrency), () => one(target, agent, body)); // warm-up, of this process too
  const answers = await inLanes(concurrency, streams, () => one(target, agent, body));
  agent.destroy();
  const of = (field) => answers.map((answer) => answer[field]).filter((value) => value !== undefined);
  return {
    streams: answers.length,
    complete: answers.filter((answer) => answer.complete && answer.status === 200).length,
    firstByteP50: quantile(of('firstByteMs'), 0.5),
    firstByteP99: quantile(of('firstByteMs'), 0.99),
    firstTextP50: quantile(of('firstTextMs'), 0.5),
    firstTextP99: quantile(of('firstTextMs'), 0.99),
    totalP50: quantile(of('totalMs'), 0.5),
  };
}

async function inLanes(lanes, times, work) {
  const results = [];
  let started = 0;
  const lane = async () => {
    while (started++ < times) results.push(await work());
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

function one({ port, path, headers }, agent, body) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const sinceMs = () => performance.now() - startedAt;
    const head = { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const request = http.request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers: head }, (response) => {
      const seen = { status: response.statusCode, complete: false };
      response.setEncoding('utf8').on('data', (chunk) => {
        seen.firstByteMs ??= sinceMs();
        if (seen.firstTextMs === undefined && TEXT.test(chunk)) seen.firstTextMs = sinceMs();
        if (chunk.includes('[DONE]')) seen.complete = true;
      });
      response.once('error', reject).once('end', () => resolve({ ...seen, totalMs: sinceMs() }));
    });
    request.once('error', reject).end(body);
  });
}
