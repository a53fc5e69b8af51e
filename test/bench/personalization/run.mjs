#!/usr/bin/env node
// Measures mails rendered for 10,000 recipients: `node test/bench/personalization/run.mjs`, half a minute. A process of its own starts the assembled
// service on a Redis of its own; a client in another uploads the recipients and submits the task. Beside it, in the same run, bare LiquidJS.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../../../scripts/build.mjs';
import { ensureInstalled } from '../../../scripts/install.mjs';
import { watchInterrupts } from '../../../scripts/interrupt.mjs';
import { say } from '../../../scripts/progress.mjs';
import { resultInService, resultOf } from '../in-service.mjs';
import { describeMachine } from '../machine.mjs';
import { table } from '../table.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const RECIPIENTS = '10000';
const DEADLINE_MS = 120_000;

watchInterrupts();
await ensureInstalled();
await ensureBuilt();
const floor = await resultOf([path.join(here, 'floor.mjs'), RECIPIENTS], { timeoutMs: DEADLINE_MS });
const mesh = await resultInService([path.join(here, 'measure.mjs'), RECIPIENTS], { timeoutMs: DEADLINE_MS });
const row = (name, { seconds, mails, peakMb, stallMs }) => [
  name,
  seconds.toFixed(2),
  Math.round(mails / seconds).toLocaleString('en-US'),
  `${Math.round((floor.seconds / seconds) * 100)} %`,
  Math.round(peakMb).toString(),
  stallMs === undefined ? '' : stallMs.toFixed(0),
];
say(
  table(
    ['', 'seconds', 'mails/s', 'share of floor', 'peak RSS MB', 'longest stall ms'],
    [row('AI Mesh over HTTP, mails stored', mesh), row('bare LiquidJS in a loop', floor)],
  ),
);
say(`${mesh.mails} mails of ${Math.round(floor.characters / floor.mails)} characters, ${mesh.keptBytes} bytes kept`);
const { cpu, cores, node, redis, commit } = await describeMachine({});
say(`${cpu}, ${cores} cores, Node ${node}, ${redis}, ${commit}`);
