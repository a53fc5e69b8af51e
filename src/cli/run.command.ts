import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { MeshClient, SubmitTask } from '../client';
import { readArguments, UsageError, wholeNumber } from './arguments';
import type { Command, Io } from './command';
import { clientOf, CONNECTION_HELP, CONNECTION_OPTIONS } from './connection';
import { progressLine } from './progress-line';
import { json } from './table';
import { resultText } from './task-text';

/** The network of those who name none. */
const OWN_NETWORK = 'ai-mesh run';
const FORMATS: Readonly<Record<string, 'csv' | 'ndjson'>> = { csv: 'csv', ndjson: 'ndjson', jsonl: 'ndjson' };

/** Has agents work on a task. */
export const runTask: Command = {
  usage: 'run TASK [--data FILE] [--follow] [--network NETWORK_ID]',
  summary: 'Has agents work on a task. With --follow waits for its end: exit code 0 where it completed, 1 where it did not.',
  options: `  --data FILE           a table for the agents to read: .csv with a header, .ndjson or .jsonl with a JSON object a line
  --follow              shows what happens and prints the result
  --network NETWORK_ID  where; else one of the name "${OWN_NETWORK}", which is made if need be
  --context JSON        an object for the agents to read, such as {"audience":"climbers"}
  --priority NUMBER     1 to 10, 10 most urgent; default 5
  --max-cost USD        the most that its models may cost
${CONNECTION_HELP}`,
  run,
};

async function run(words: readonly string[], io: Io): Promise<number> {
  const options = {
    ...CONNECTION_OPTIONS,
    data: { type: 'string' },
    follow: { type: 'boolean' },
    network: { type: 'string' },
    context: { type: 'string' },
    priority: { type: 'string' },
    'max-cost': { type: 'string' },
  } as const;
  const { values, positionals } = readArguments(words, options, ['TASK']);
  const context = contextOf(values.context);
  const priority = wholeNumber('priority', values.priority);
  const maxCost = values['max-cost'];
  if (maxCost !== undefined && !/^\d+(\.\d{1,6})?$/.test(maxCost)) throw new UsageError('--max-cost must be dollars, such as 0.25');
  if (values.data !== undefined) await assertReadable(values.data);
  const { signal } = io;
  const client = clientOf(values, io);
  const say = (line: string) => (values.json ? undefined : io.err(`${line}\n`));

  const networkId = values.network ?? (await ownNetwork(client, signal));
  if (values.data !== undefined) {
    const { dataset_id: datasetId, rows } = await upload(client, networkId, values.data, signal);
    context.dataset_id = datasetId;
    say(`uploaded ${basename(values.data)}: ${rows} rows, ${datasetId}`);
  }
  const task: SubmitTask = {
    task: positionals[0] ?? '',
    ...(Object.keys(context).length > 0 && { context }),
    ...(priority !== undefined && { priority }),
    ...(maxCost !== undefined && { max_cost_usd: Number(maxCost) }),
  };
  const receipt = await client.tasks.submit(networkId, task, { signal });
  if (values.follow !== true) {
    io.out(values.json ? json(receipt) : `${receipt.task_id}\n`);
    return 0;
  }
  say(`submitted ${receipt.task_id} to ${networkId}`);
  for await (const event of client.tasks.events(receipt.task_id, { signal })) say(progressLine(event));
  const ended = await client.tasks.get(networkId, receipt.task_id, { signal });
  io.out(values.json ? json(ended) : resultText(ended));
  return ended.status === 'completed' ? 0 : 1;
}

async function ownNetwork(client: MeshClient, signal: AbortSignal): Promise<string> {
  for await (const { name, network_id } of client.networks.all({ signal })) if (name === OWN_NETWORK) return network_id;
  return (await client.networks.create({ name: OWN_NETWORK }, { signal })).network_id;
}

function upload(client: MeshClient, networkId: string, file: string, signal: AbortSignal) {
  const format = FORMATS[file.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'csv';
  const rows = () => Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
  return client.datasets.upload(networkId, rows, { format, name: basename(file), signal });
}

async function assertReadable(file: string): Promise<void> {
  await access(file, constants.R_OK).catch((error: Error) => {
    throw new UsageError(`--data: ${file} cannot be read: ${error.message}`);
  });
}

function contextOf(text = '{}'): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // said below
  }
  throw new UsageError('--context must be a JSON object');
}
