import type { Call, CallOptions } from './call';
import { linesOf } from './sse';
import type { Transport } from './transport';

/** The lines of an answer as they arrive. @throws MeshConnectionError `broken-stream` where it ends before its end. */
export async function* textLines(transport: Transport, call: Call, { signal, ...options }: CallOptions = {}): AsyncGenerator<string> {
  const left = new AbortController();
  const both = signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]);
  try {
    yield* linesOf(await transport.open(call, { ...options, signal: both }));
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    left.abort();
  }
}

/** The values of an answer that has one a line, as they arrive. */
export async function* valuesOf<T>(transport: Transport, call: Call, options?: CallOptions): AsyncGenerator<T> {
  for await (const line of textLines(transport, call, options)) if (line !== '') yield JSON.parse(line) as T;
}
