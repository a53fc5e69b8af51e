import { readFileSync } from 'node:fs';
import { ConfigError } from '../../../config';
import { nameOf, parseCandidate, type Candidate } from '../../chain/candidate';
import { flat, type Rates } from './rates';

/** A model whose price the operator sets, with the tokens of its context where they say. */
export interface OverriddenModel extends Candidate {
  contextTokens?: number;
}

/** What the operator says of one model. */
export interface Override {
  model: OverriddenModel;
  rates: Rates;
}

const VARIABLE = 'MESH_PRICES_FILE';
const MAX_USD_PER_MILLION = 1_000_000;
const MAX_CONTEXT_TOKENS = 1_000_000_000;

type Field = 'input_usd_per_million' | 'output_usd_per_million' | 'cached_input_usd_per_million' | 'cache_write_usd_per_million';
const REQUIRED: readonly Field[] = ['input_usd_per_million', 'output_usd_per_million'];
const OPTIONAL: readonly Field[] = ['cached_input_usd_per_million', 'cache_write_usd_per_million'];
const KNOWN: ReadonlySet<string> = new Set([...REQUIRED, ...OPTIONAL, 'context_tokens']);

/**
 * The prices in the JSON file at `path`, by `provider/model`. A price of 0 is one: the operator says that it is free.
 * @throws ConfigError that names every fault by its path in the file.
 */
export function readPricesFile(path: string): ReadonlyMap<string, Override> {
  const json = parsed(path);
  if (!isObject(json)) throw new ConfigError([`${VARIABLE}: must hold a JSON object of "provider/model"`]);
  const faults: string[] = [];
  const overrides = new Map<string, Override>();
  for (const [name, entry] of Object.entries(json)) {
    const candidate = parseCandidate(name);
    if (candidate === undefined || candidate.provider === 'sandbox') {
      faults.push(`${name}: must be provider/model, with a provider that can be paid`);
    } else if (!isObject(entry)) {
      faults.push(`${name}: must be an object`);
    } else {
      const found = faultsOf(entry).map((fault) => `${name}.${fault}`);
      if (found.length === 0) overrides.set(nameOf(candidate), override(candidate, entry));
      faults.push(...found);
    }
  }
  if (faults.length > 0) throw new ConfigError(faults.map((fault) => `${VARIABLE}: ${fault}`));
  return overrides;
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new ConfigError([`${VARIABLE}: ${code === undefined ? 'is not JSON' : `cannot be read (${code})`}`]);
  }
}

function faultsOf(entry: Record<string, unknown>): string[] {
  const faults = Object.keys(entry).flatMap((field) => (KNOWN.has(field) ? [] : [`${field}: is not a known field`]));
  for (const field of [...REQUIRED, ...OPTIONAL]) {
    const price = entry[field];
    if (price === undefined && OPTIONAL.includes(field)) continue;
    const fits = typeof price === 'number' && price >= 0 && price <= MAX_USD_PER_MILLION;
    if (!fits) faults.push(`${field}: must be a number from 0 to ${MAX_USD_PER_MILLION}`);
  }
  const context = entry['context_tokens'];
  const fits = Number.isInteger(context) && (context as number) >= 1 && (context as number) <= MAX_CONTEXT_TOKENS;
  if (context !== undefined && !fits) faults.push(`context_tokens: must be a whole number from 1 to ${MAX_CONTEXT_TOKENS}`);
  return faults;
}

function override(candidate: Candidate, entry: Partial<Record<Field | 'context_tokens', unknown>>): Override {
  const { input_usd_per_million: input, output_usd_per_million: output, context_tokens: context } = entry as Record<string, number>;
  const { cached_input_usd_per_million: cacheRead = input, cache_write_usd_per_million: cacheWrite = input } = entry as Partial<
    Record<Field, number>
  >;
  const [write, read] = [flat(cacheWrite as number), flat(cacheRead as number)];
  return {
    model: { ...candidate, ...(context === undefined ? {} : { contextTokens: context }) },
    rates: { input: flat(input as number), output: flat(output as number), cacheRead: read, cacheWrite: write, cacheWriteHour: write },
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
