import type { IncomingHttpHeaders } from 'node:http';
import { invalidField } from '../../errors';
import { ID } from '../../security';
import type { GenerateRequest } from '../generate';

const SWITCH: Readonly<Record<string, boolean>> = { on: true, true: true, off: false, false: false };
const CACHE = { on: 'exact', exact: 'exact', similar: 'similar', off: 'off' } as const;
const MIN_TIMEOUT_MS = 100;
const MAX_TIMEOUT_MS = 600_000;

/**
 * What a stock client cannot say in the body: `x-mesh-cache` (on, similar, off), `x-mesh-fallback` and
 * `x-mesh-continue-on-failure` (on, off), `x-mesh-timeout-ms`, written into `request`; resolves to `x-mesh-network-id`.
 * @throws MeshError 422 naming the header.
 */
export function readMeshHeaders(headers: IncomingHttpHeaders, request: GenerateRequest): string | undefined {
  const cache = headers['x-mesh-cache'];
  if (cache !== undefined) request.cache = read('x-mesh-cache', cache, CACHE);
  const fallback = headers['x-mesh-fallback'];
  if (fallback !== undefined) request.fallback = read('x-mesh-fallback', fallback, SWITCH);
  const goOn = headers['x-mesh-continue-on-failure'];
  if (goOn !== undefined) request.continueOnFailure = read('x-mesh-continue-on-failure', goOn, SWITCH);
  const timeoutMs = headers['x-mesh-timeout-ms'];
  if (timeoutMs !== undefined) request.timeoutMs = readTimeout(timeoutMs);
  const networkId = headers['x-mesh-network-id'];
  if (networkId === undefined) return undefined;
  if (typeof networkId !== 'string' || !ID.test(networkId)) throw invalidField('x-mesh-network-id', 'must be an id');
  return networkId;
}

function read<T>(name: string, value: string | string[], choices: Readonly<Record<string, T>>): T {
  if (typeof value !== 'string' || !Object.hasOwn(choices, value)) {
    throw invalidField(name, `must be one of ${Object.keys(choices).join(', ')}`);
  }
  return choices[value] as T;
}

function readTimeout(value: string | string[]): number {
  const timeoutMs = Number(value);
  if (!Number.isInteger(timeoutMs) || timeoutMs < MIN_TIMEOUT_MS || timeoutMs > MAX_TIMEOUT_MS) {
    throw invalidField('x-mesh-timeout-ms', `must be a whole number from ${MIN_TIMEOUT_MS} to ${MAX_TIMEOUT_MS}`);
  }
  return timeoutMs;
}
