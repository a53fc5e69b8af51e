import type { ExecutionContext } from '@nestjs/common';
import type { MessageContext } from '../../redis';
import type { Authenticated } from '../access/principal';

/** A request or a message that may create something, as far as it has to be known again when it comes a second time. */
export interface Creation {
  /** As it was sent; undefined where none was. */
  idempotencyKey: unknown;
  /** Where the key stood: what a fault of it is named by. */
  field: 'Idempotency-Key' | 'idempotency_key';
  /** What is asked for: keys of different operations are different keys. */
  operation: string;
  body: unknown;
  carrier: Seeded;
  /** Over HTTP only: messages have neither status nor headers. */
  reply?: CreatingReply;
}

/** What carries the principal, and what ids are made from. */
export interface Seeded extends Authenticated {
  creationSeed?: string;
}

interface CreatingReply {
  statusCode: number;
  code(status: number): void;
  header(name: string, value: string): void;
}

interface CreatingRequest extends Seeded {
  headers: Record<string, string | undefined>;
  method: string;
  url: string;
  body: unknown;
}

/** Reads what creates from a request or a message; the envelope of a message has been taken out of its data by then. */
export function creationOf(context: ExecutionContext): Creation {
  if (context.getType() === 'rpc') {
    const message = context.switchToRpc().getContext<MessageContext & Seeded>();
    const { pattern, envelope } = message;
    const idempotencyKey = envelope.idempotency_key ?? undefined;
    const body: unknown = context.switchToRpc().getData();
    return { idempotencyKey, field: 'idempotency_key', operation: pattern, body, carrier: message };
  }
  const request = context.switchToHttp().getRequest<CreatingRequest>();
  const reply = context.switchToHttp().getResponse<CreatingReply>();
  const { headers, method, url, body } = request;
  return {
    idempotencyKey: headers['idempotency-key'],
    field: 'Idempotency-Key',
    operation: `${method} ${url}`,
    body,
    carrier: request,
    reply,
  };
}

/** What carries the seed of a request or a message. */
export function seededOf(context: ExecutionContext): Seeded {
  return context.getType() === 'rpc' ? context.switchToRpc().getContext<Seeded>() : context.switchToHttp().getRequest<Seeded>();
}
