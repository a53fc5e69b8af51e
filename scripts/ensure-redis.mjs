import fs from 'node:fs';
import path from 'node:path';
import { withLock } from './file-lock.mjs';
import { Failure } from './failure.mjs';
import { DATA } from './places.mjs';
import { remember, runningPrivate } from './private-redis.mjs';
import { say } from './progress.mjs';
import { findRedisProgram, noRedis } from './redis-binary.mjs';
import { probeRedis } from './redis-probe.mjs';
import { startRedisServer } from './redis-server.mjs';

const LOCAL = 'redis://127.0.0.1:6379';
const OLDEST_MAJOR = 7;
const START_DEADLINE_MS = 10 * 60_000; // the other process may be downloading packages

/** Where the private server of this data directory keeps its files. */
export const PRIVATE_FOLDER = path.join(DATA, 'redis');

/**
 * Finds a Redis that can be used, or starts a private one: REDIS_URL, 127.0.0.1:6379, the private one, a new private one.
 * @returns {Promise<{ url: string, from: string }>}
 * @throws Failure when REDIS_URL does not work (it is never replaced by another server), or when none can be had
 */
export async function ensureRedis() {
  if (process.env.REDIS_URL) return configured(process.env.REDIS_URL);
  return (await local()) ?? (await ownServer());
}

/** A Redis URL without its password, fit to be shown. */
export function withoutPassword(url) {
  return url.replace(/\/\/([^/@]*)@/, (_, credentials) => `//${credentials.includes(':') ? credentials.split(':')[0] : ''}:***@`);
}

async function configured(url) {
  // A Cluster, Sentinels and certificates of one's own are the service's to find out about; it tells as much.
  if (!/^rediss?:/.test(url) || process.env.REDIS_TLS_CA_FILE || process.env.REDIS_TLS_CERT_FILE) return { url, from: 'REDIS_URL' };
  const answer = await probeRedis(url, 5000);
  const fault = answer.ok ? tooOld(answer) : answer.reason;
  if (fault) throw new Failure(`REDIS_URL (${withoutPassword(url)}) cannot be used: ${fault}`);
  return { url, from: 'REDIS_URL' };
}

async function local() {
  const answer = await probeRedis(LOCAL, 500);
  if (!answer.ok && answer.reason === 'ECONNREFUSED') return undefined;
  const fault = answer.ok ? (tooOld(answer) ?? unusable(answer)) : answer.reason;
  if (!fault) return { url: LOCAL, from: 'it was running' };
  say(`not using ${LOCAL}: ${fault}`);
  return undefined;
}

function tooOld({ version }) {
  return version && Number.parseInt(version, 10) < OLDEST_MAJOR
    ? `it is Redis ${version}, and ${OLDEST_MAJOR} or newer is needed`
    : undefined;
}

function unusable({ version, role }) {
  if (!version) return 'it does not tell its version';
  return role === 'slave' ? 'it is a replica, which cannot be written' : undefined;
}

async function ownServer() {
  const known = (server, from) => ({ url: server.url, from });
  const running = await runningPrivate(PRIVATE_FOLDER);
  if (running) return known(running, 'private, it was running');
  fs.mkdirSync(DATA, { recursive: true, mode: 0o700 });
  return withLock(path.join(DATA, 'redis.lock'), 'starting Redis', START_DEADLINE_MS, async () => {
    const meanwhile = await runningPrivate(PRIVATE_FOLDER);
    if (meanwhile) return known(meanwhile, 'private, it was running');
    const binary = await findRedisProgram();
    if (!binary) throw noRedis();
    const server = await startRedisServer(binary, PRIVATE_FOLDER);
    remember(PRIVATE_FOLDER, server);
    return known(server, `private, started from ${binary.from}; \`npm run stop\` ends it`);
  });
}
