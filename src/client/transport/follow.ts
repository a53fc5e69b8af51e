import type { Problem } from '../../errors';
import { backoffMs, pause } from './backoff';
import type { CallOptions } from './call';
import { MeshApiError, MeshConnectionError } from './errors';
import { eventsOf } from './sse';
import type { Transport } from './transport';

/** Connections in a row that may bring nothing before a follower gives up. */
const MAX_FRUITLESS = 8;

/** An event of a stream; `id` is what to go on after. */
export interface MeshStreamEvent<Name extends string = string, Data = Record<string, unknown>> {
  id: string;
  event: Name;
  data: Data;
}

/** Where and how a stream is opened, and what ends it. */
export interface Followed<E extends MeshStreamEvent> {
  /** Opens it after an event, or from its beginning. */
  open(lastEventId: string | undefined, signal: AbortSignal): Promise<Response>;
  /** Absent for a stream that never ends. */
  isLast?(event: E): boolean;
  lastEventId?: string | undefined;
}

/**
 * The events of a stream, each once and in order, over as many connections as it takes: one that breaks off, or that a replica ends, is followed
 * by another that goes on after the last event. Ends with the last event, or where there is nothing more to come.
 * @throws MeshApiError where the mesh says that it cannot go on (`unauthenticated` for a revoked key), MeshConnectionError after 8 connections that brought nothing.
 */
export async function* followed<E extends MeshStreamEvent>(stream: Followed<E>, { signal }: CallOptions = {}): AsyncGenerator<E> {
  let { lastEventId } = stream;
  const never = new AbortController().signal;
  let wasEmpty = false;
  for (let fruitless = 0; ;) {
    let failure: Error | undefined;
    const before = lastEventId;
    const opened = new AbortController();
    try {
      const response = await stream.open(lastEventId, signal === undefined ? opened.signal : AbortSignal.any([signal, opened.signal]));
      for await (const { id, event: name, data } of eventsOf(response)) {
        if (name === 'error') throw new MeshApiError(JSON.parse(data) as Problem);
        const event = { id, event: name, data: JSON.parse(data) as unknown } as E;
        [lastEventId, fruitless] = [id, 0];
        yield event;
        if (stream.isLast?.(event) === true) return;
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (!mayGoOn(error, lastEventId !== stream.lastEventId)) throw error;
      failure = error as Error;
    } finally {
      opened.abort();
    }
    // A replica that stops ends its streams, too; a second one that has nothing to tell says that there is nothing.
    const isEmpty = failure === undefined && lastEventId === before;
    if (stream.isLast !== undefined && isEmpty && wasEmpty) return;
    wasEmpty = isEmpty;
    fruitless += 1;
    if (fruitless > MAX_FRUITLESS)
      throw failure ?? new MeshConnectionError('broken-stream', 'the stream ends again and again without an event');
    await pause(backoffMs(fruitless, failure instanceof MeshApiError ? failure.retryAfterSeconds : undefined), signal ?? never);
  }
}

/** Opens an event stream after an event, or from its beginning. */
export function openEvents(transport: Transport, where: string, lastEventId: string | undefined, options: CallOptions): Promise<Response> {
  const headers = { Accept: 'text/event-stream', ...(lastEventId !== undefined && { 'Last-Event-ID': lastEventId }) };
  return transport.open({ method: 'GET', path: where, headers, safety: 'repeat' }, options);
}

/** Who could never open it is told so at once; who followed it already waits for a mesh that is away. */
function mayGoOn(failure: unknown, isUnderWay: boolean): boolean {
  if (failure instanceof MeshApiError) return failure.retryable;
  if (!(failure instanceof MeshConnectionError)) return false;
  return failure.code === 'broken-stream' || (isUnderWay && failure.code !== 'not-understood');
}
