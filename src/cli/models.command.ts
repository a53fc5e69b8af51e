import type { ModelStats } from '../client';
import { readArguments } from './arguments';
import type { Command, Io } from './command';
import { clientOf, CONNECTION_HELP, CONNECTION_OPTIONS } from './connection';
import { json, table } from './table';

/** Lists the models that a mesh may ask. */
export const listModels: Command = {
  usage: 'models',
  summary: 'Lists the models that the mesh may ask, what they cost a million tokens, and how they did lately.',
  options: CONNECTION_HELP,
  run,
};

async function run(words: readonly string[], io: Io): Promise<number> {
  const { values } = readArguments(words, CONNECTION_OPTIONS);
  const { data } = await clientOf(values, io).models.list({ signal: io.signal });
  io.out(values.json ? json(data) : table(['MODEL', 'TIER', 'BREAKER', 'SUCCESS', 'LATENCY', 'IN $', 'OUT $'], data.map(rowOf)));
  return 0;
}

function rowOf({ provider, model, tier, health, prices }: ModelStats): string[] {
  const known = (value: number | null | undefined, unit = '') => (value === null || value === undefined ? '-' : `${value}${unit}`);
  return [
    `${provider}/${model}`,
    tier,
    health.breaker,
    health.success_rate === null ? '-' : `${Math.round(health.success_rate * 100)} %`,
    known(health.latency_ms, ' ms'),
    known(prices?.input_usd_per_million),
    known(prices?.output_usd_per_million),
  ];
}
