import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mesh } from '../mesh';
import type { Block } from './page';

const ROOT = join(__dirname, '../..');
const DEADLINE_MS = 90_000;
const MARK = '::: block ';
const PUBLISHED_URL = 'http://127.0.0.1:8080';

/** Figures of two arms in two segments, for pages that send a file. */
const CAMPAIGN = ['arm,segment,visited,spend', ...rows(400)].join('\n');

/** What a reader has in his shell: the variables of "Getting started", and the programs as they are called there. */
const PRELUDE = `
set -euo pipefail
curl() { command curl --fail-with-body --max-time 60 "$@"; }
npm() { (cd "$ROOT" && command npm --silent "$@"); }
npx() { shift; node "$ROOT/dist/cli/main.js" "$@"; }
KEY="X-API-Key: $(cat .data/admin.key)"; URL=${PUBLISHED_URL}/api/mesh; JSON='Content-Type: application/json'
NETWORK=$(curl -s -H "$KEY" -H "$JSON" -d '{"name":"Docs"}' $URL/networks | grep -o 'network_[a-z0-9]\\{16\\}')
`;

/** What the blocks of a page print, run one after the other in one shell against `mesh`; rejects with all of it where one fails. */
export async function runInShell(blocks: readonly Block[], mesh: Mesh): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ai-mesh-'));
  try {
    mkdirSync(join(folder, '.data'));
    writeFileSync(join(folder, '.data/admin.key'), mesh.adminKey);
    writeFileSync(join(folder, 'campaign.csv'), CAMPAIGN);
    const script = [PRELUDE, ...blocks.map(({ code, line }) => `echo; echo '${MARK}${line}'\n${code}`)].join('\n');
    const output = await printed(script.replaceAll(PUBLISHED_URL, mesh.url), folder, mesh);
    return output
      .split(new RegExp(`^${MARK}\\d+\n`, 'm'))
      .slice(1)
      .map((text) => text.trim());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function printed(script: string, cwd: string, mesh: Mesh): Promise<string> {
  const own = { ROOT, REDIS_URL: mesh.redis.url, MESH_DATA_DIR: join(cwd, '.data'), MESH_URL: mesh.url, MESH_API_KEY: mesh.adminKey };
  const child = spawn('bash', ['-c', script], { cwd, env: { ...process.env, ...own }, timeout: DEADLINE_MS });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`bash ended with ${code}:\n${output.slice(-4_000)}`);
  return output;
}

function rows(count: number): string[] {
  const row = (i: number) => [i % 2 ? 'Spring' : 'Control', i % 3 ? 'small' : 'large', i % (i % 2 ? 4 : 7) ? 0 : 1, (i % 11) * 3];
  return Array.from({ length: count }, (_unused, i) => row(i).join(','));
}
