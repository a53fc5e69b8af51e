import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../scripts/free-port.mjs';
import { say } from '../../../scripts/progress.mjs';
import { startMesh } from './mesh.mjs';
import { ensurePortkey } from './portkey.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const PATH = '/v1/chat/completions';

/**
 * Who is measured: where it listens, what it wants as headers, and whose CPU belongs to it.
 * @typedef {{ name: string, port: number, path: string, headers: Record<string, string>, pids: Record<string, number> }} Target
 */

/**
 * Starts the upstream and everyone that stands before it.
 * @param {import('../processes.mjs').Processes} processes
 * @returns {Promise<{ targets: Target[], upstream: { port: number, pid: number }, notes: string[] }>} `notes` tell what differs from
 *   what the benchmark promises
 */
export async function startTargets(processes) {
  const upstream = await startUpstream(processes);
  const notes = [];
  const targets = [{ name: 'direct', port: upstream.port, path: PATH, headers: { authorization: 'Bearer sk-mock' }, pids: {} }];

  const throughPort = await freePort();
  const throughArgs = [path.join(HERE, 'pass-through.mjs'), String(throughPort), String(upstream.port)];
  const throughPid = await processes.start('pass-through', process.execPath, throughArgs, { port: throughPort });
  targets.push({ ...targets[0], name: 'pass-through', port: throughPort, pids: { gateway: throughPid } });

  const portkeyPort = await freePort();
  const portkeyArgs = [await ensurePortkey(), `--port=${portkeyPort}`, '--headless'];
  const portkeyPid = await processes.start('portkey', process.execPath, portkeyArgs, {
    port: portkeyPort,
    env: { NODE_ENV: 'production' },
  });
  const portkeyHeaders = { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': `http://127.0.0.1:${upstream.port}/v1` };
  targets.push({
    ...targets[0],
    name: 'portkey',
    port: portkeyPort,
    headers: { ...targets[0].headers, ...portkeyHeaders },
    pids: { gateway: portkeyPid },
  });

  const mesh = await startMesh(processes, { upstreamPort: upstream.port });
  const own = meshTarget(mesh);
  notes.push(`ai-mesh runs with a key check, a rate limit and ${mesh.budget}`);
  const refusal = await refusalOf(own);
  if (refusal === undefined) targets.push(own);
  else notes.push(`ai-mesh was NOT measured: ${PATH} answers ${refusal}`);
  for (const note of notes) say(note);
  return { targets, upstream, notes };
}

/** Starts the model that everybody asks. */
export async function startUpstream(processes) {
  const port = await freePort();
  const pid = await processes.start('upstream', process.execPath, [path.join(HERE, 'mock-upstream.mjs'), String(port)], { port });
  return { port, pid };
}

/** Our service as a target. */
export function meshTarget({ port, key, pid, redisPid }) {
  return { name: 'ai-mesh', port, path: PATH, headers: { authorization: `Bearer ${key}` }, pids: { gateway: pid, redis: redisPid } };
}

/** The body of a request for a completion. */
export function chatBody(more = {}) {
  return JSON.stringify({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: 'hello there, how are you today?' }],
    max_tokens: 64,
    ...more,
  });
}

/** Undefined when a target answers one completion, else what it says. */
export async function refusalOf({ port, path: route, headers }) {
  const request = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: chatBody() };
  const response = await fetch(`http://127.0.0.1:${port}${route}`, request);
  const text = await response.text();
  return response.ok ? undefined : `${response.status} ${text.slice(0, 200)}`;
}

/** Makes the upstream wait so long before it answers. */
export async function setLatency({ port }, latencyMs) {
  await fetch(`http://127.0.0.1:${port}/latency/${latencyMs}`);
}

/** How many completions the upstream was asked for. */
export async function completionsAt({ port }) {
  return (await (await fetch(`http://127.0.0.1:${port}/`)).json()).completions;
}
