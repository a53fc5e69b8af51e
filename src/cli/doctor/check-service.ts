import { MeshApiError, MeshClient } from '../../client';
import type { Target } from '../connection';
import { clockFinding } from './clock';
import { bad, ok, reasonOf, warn, type Finding } from './finding';

/** Milliseconds that a service which runs has to answer. */
const DEADLINE_MS = 5_000;
/** A `Date` header has whole seconds. */
const HEADER_PRECISION_MS = 1_000;

/** Whether the service runs, how its clock goes, and whether it takes our key. */
export async function checkService(target: Target): Promise<Finding[]> {
  const beforeMs = Date.now();
  let response: Response;
  try {
    response = await fetch(`${target.url.replace(/\/+$/, '')}/health/live`, { signal: AbortSignal.timeout(DEADLINE_MS) });
    await response.body?.cancel();
  } catch {
    return [warn('service', `nothing answers at ${target.url}`, 'start it with `ai-mesh start`, or give its address: --url or MESH_URL')];
  }
  const date = Date.parse(response.headers.get('date') ?? '');
  const clock = Number.isNaN(date) ? [] : [clockFinding('clock of the service', date, beforeMs, Date.now(), HEADER_PRECISION_MS)];
  if (!response.ok)
    return [bad('service', `${target.url} answers ${response.status}`, 'see that --url or MESH_URL is the address of a mesh')];
  return [ok('service', `${target.url} runs`), ...clock, ...(await withKey(target))];
}

async function withKey({ url, key }: Target): Promise<Finding[]> {
  if (key === undefined) return [warn('api key', 'there is none here', 'give --key or set MESH_API_KEY')];
  const client = new MeshClient({ url, apiKey: key, timeoutMs: DEADLINE_MS, retries: 0 });
  try {
    const { replica, database, worker, redis } = await client.health();
    await client.networks.list({ limit: 1 });
    return [ok('readiness', `replica ${replica}: redis ${redis}, database ${database}, worker ${worker}`), ok('api key', 'is taken')];
  } catch (error) {
    if (!(error instanceof MeshApiError)) return [bad('readiness', reasonOf(error), 'look into the log of the service')];
    if (error.status === 401) return [bad('api key', `is not taken: ${error.detail}`, 'give another with --key or MESH_API_KEY')];
    if (error.status === 403) return [ok('api key', 'is taken, and may not list networks')];
    return [bad('readiness', `the service cannot serve: ${error.message}`, 'see the findings above, and the log of the service')];
  }
}
