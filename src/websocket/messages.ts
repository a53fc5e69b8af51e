import { IsIn, IsOptional, MaxLength, MinLength } from 'class-validator';
import { MeshError, problemOfFailure, type FieldFault } from '../errors';
import { IsId, validated, validationFailed } from '../security';

/** What a client may say once its key was accepted. */
export const CLIENT_MESSAGE_TYPES = [
  'ping',
  'subscribe_task',
  'unsubscribe_task',
  'subscribe_memory',
  'unsubscribe_memory',
  'get_active_tasks',
] as const;
export type ClientMessageType = (typeof CLIENT_MESSAGE_TYPES)[number];

/** What the server says. */
export type ServerMessage =
  | { type: 'connected'; network_id: string }
  | { type: 'pong' }
  | { type: 'subscribed'; task_id: string; last_event_id: string | null }
  | { type: 'subscribed'; memory: true }
  | { type: 'unsubscribed'; task_id: string; reason: 'asked' | 'ended' | 'failed' }
  | { type: 'unsubscribed'; memory: true; reason: 'asked' }
  | { type: 'task_update'; task_id: string; event: string; event_id: string; data: object }
  | { type: 'memory_update'; action: string; memory_id: string; memory_type: string | null }
  | { type: 'active_tasks'; tasks: { task_id: string; status: string; progress: number }[] }
  | ErrorMessage;

/** What went wrong with what the client asked for; the connection goes on unless it is closed after it. */
export interface ErrorMessage {
  type: 'error';
  code: string;
  detail: string;
  status: number;
  retryable: boolean;
  retry_after_seconds?: number;
  errors?: readonly FieldFault[];
  /** What was being answered, as far as it could be read. */
  request?: string;
  task_id?: string;
}

/** A message of a client. */
export class ClientMessage {
  @IsIn(CLIENT_MESSAGE_TYPES)
  type!: ClientMessageType;

  @IsOptional()
  @IsId()
  task_id?: string;

  @IsOptional()
  @MinLength(1)
  @MaxLength(64)
  last_event_id?: string;
}

/** The type that `json` names, as far as it is one of ours. */
export function typeOf(json: unknown): ClientMessageType | 'unknown' {
  const type = (json as { type?: unknown } | null)?.type;
  return CLIENT_MESSAGE_TYPES.find((known) => known === type) ?? 'unknown';
}

/** The JSON of a message; @throws MeshError 422 `malformed-message`. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new MeshError('invalid', 'malformed-message', 'a message must be one JSON object');
  }
}

/** @throws MeshError 422 `unknown-message-type`, or `validation-failed` that names each field at fault. */
export async function clientMessage(json: unknown): Promise<ClientMessage> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json) && typeOf(json) === 'unknown') {
    const message = `must be one of ${CLIENT_MESSAGE_TYPES.join(', ')}`;
    throw new MeshError('invalid', 'unknown-message-type', `type: ${message}`, { errors: [{ field: 'type', message }] });
  }
  const { instance, faults } = await validated(ClientMessage, json);
  if (instance === undefined || faults.length > 0) throw validationFailed(faults);
  return instance;
}

/** `error` as it is told; what nobody foresaw is logged, and told as no more than an internal error. */
export function errorMessage(error: unknown, about: Pick<ErrorMessage, 'request' | 'task_id'>, requestId?: string): ErrorMessage {
  const { code, detail, status, retryable, retry_after_seconds, errors } = problemOfFailure(error, requestId);
  return {
    type: 'error',
    ...{ code, detail, status, retryable },
    ...(retry_after_seconds !== undefined && { retry_after_seconds }),
    ...(errors !== undefined && { errors }),
    ...about,
  };
}
