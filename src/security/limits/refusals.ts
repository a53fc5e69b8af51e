import { MeshError } from '../../errors';
import type { CountedTurn } from './key-rates';
import type { Turn } from './turn';

/** Seconds after which it is worth trying again to open a stream: others end whenever they do. */
const STREAM_RETRY_SECONDS = 5;

/** The 429 `tasks-rate-limited`; a 422 `tasks-exceed-rate` where no waiting would help. */
export function tasksRefused(turn: CountedTurn, count: number): MeshError {
  if (turn.isTooMuch) {
    const detail = `${count} tasks at once are more than the ${turn.limit} a minute that ${whoseOf(turn)} may submit`;
    return new MeshError('invalid', 'tasks-exceed-rate', detail);
  }
  return refusal('tasks-rate-limited', `${whoseOf(turn)} may submit ${turn.limit} tasks a minute`, turn);
}

/** The 429 `tokens-rate-limited`. */
export function tokensRefused(turn: Turn): MeshError {
  return refusal('tokens-rate-limited', `${whoseOf(turn)} may use ${turn.limit} tokens a minute, and used more`, turn);
}

/** The 429 `streams-limited`. */
export function streamRefused(limit: number, whose: 'key' | 'tenant'): MeshError {
  const detail = `${whoseOf({ whose })} may have ${limit} streams open at once`;
  return new MeshError('rate-limited', 'streams-limited', detail, { retryAfterSeconds: STREAM_RETRY_SECONDS });
}

/** The 422 `batch-too-large`. */
export function batchRefused(items: number, limit: number): MeshError {
  return new MeshError('invalid', 'batch-too-large', `a batch of this tenant may have ${limit} items, and this one has ${items}`);
}

/** A 429 that names the seconds until a turn is free. */
export function refusal(code: string, detail: string, { waitMs }: Pick<Turn, 'waitMs'>): MeshError {
  return new MeshError('rate-limited', code, detail, { retryAfterSeconds: Math.ceil(waitMs / 1_000) });
}

function whoseOf({ whose }: Pick<Turn, 'whose'>): string {
  return whose === 'tenant' ? 'all API keys of this tenant together' : 'this API key';
}
