import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { CONFIG_FRAGMENTS } from './app.module';
import { loadConfig } from './config';
import { explainFailure } from './explain-failure';
import { Reindex, ReindexModule, type ReindexProgress, type ReindexResult } from './memory';

const USAGE = `usage: npm run reindex -- [--check] [--network <id>] [--tenant <id>]
  rebuilds the indexes of all networks from their memories, while the service may run
  --check    changes nothing and exits with 1 when something is wrong
  --network  only this network    --tenant  only those of this tenant`;
/** Milliseconds between two lines of progress: a terminal shows them in one place. */
const TELL_EVERY_MS = process.stdout.isTTY ? 200 : 5_000;

interface Wish {
  choice: { networkId?: string; tenantId?: string };
  isCheckOnly: boolean;
}

async function main({ choice, isCheckOnly }: Wish): Promise<number> {
  const app = await NestFactory.createApplicationContext(ReindexModule.forRoot(loadConfig(CONFIG_FRAGMENTS, process.env)), {
    logger: false,
    abortOnError: false,
  });
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort(new Error('it was told to stop')));
  try {
    const result = await app.get(Reindex).run({ choice, isCheckOnly, signal: stop.signal, onProgress: progressTeller() });
    process.stdout.write(`${endOfLine()}${summary(result, isCheckOnly)}\n`);
    return result.left.total === 0 ? 0 : 1;
  } finally {
    await app.close();
  }
}

/** Tells how far it is and how long it will take, not more often than somebody can read. */
function progressTeller(): (progress: ReindexProgress) => void {
  const startedAtMs = performance.now();
  let toldAtMs = startedAtMs;
  return ({ memories, ofMemories, mended }) => {
    const nowMs = performance.now();
    if (nowMs - toldAtMs < TELL_EVERY_MS) return;
    toldAtMs = nowMs;
    const seconds = memories === 0 ? '?' : Math.ceil((((nowMs - startedAtMs) / memories) * Math.max(0, ofMemories - memories)) / 1_000);
    const line = `${memories} of ${ofMemories} memories, ${mended} entries put right, about ${seconds} s to go`;
    process.stdout.write(process.stdout.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
  };
}

function summary({ networks, memories, mended, found, left }: ReindexResult, isCheckOnly: boolean): string {
  const lines = [`${networks} networks with ${memories} memories: ${found.total === 0 ? 'nothing is wrong' : `${found.total} faults`}`];
  for (const [kind, count] of found.counts) lines.push(`  ${kind}: ${count}`);
  for (const { kind, at } of found.examples) lines.push(`  for example: ${kind} at ${at}`);
  if (!isCheckOnly && found.total > 0) lines.push(`${mended} entries were put right, ${left.total} faults are left`);
  return lines.join('\n');
}

function endOfLine(): string {
  return process.stdout.isTTY ? '\r\x1b[K' : '';
}

/** What the command line asks for; undefined when it makes no sense. */
function wishOf(args: string[]): Wish | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: { check: { type: 'boolean' }, network: { type: 'string' }, tenant: { type: 'string' } },
    });
    const { check = false, network, tenant } = values;
    const choice = { ...(network === undefined ? {} : { networkId: network }), ...(tenant === undefined ? {} : { tenantId: tenant }) };
    return { choice, isCheckOnly: check };
  } catch {
    return undefined;
  }
}

const wish = wishOf(process.argv.slice(2));
if (wish === undefined) {
  console.error(USAGE);
  process.exit(2);
}
main(wish).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(`ai-mesh cannot reindex: ${explainFailure(error)}`);
    process.exitCode = 1;
  },
);
