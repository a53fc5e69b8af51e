import { MeshConnectionError } from './errors';

/** One server-sent event as it stands on the wire. */
export interface WireEvent {
  /** Empty where the stream cannot be resumed. */
  id: string;
  event: string;
  data: string;
}

/** Characters that one event may have: far more than the mesh sends, so that what is no event stream cannot fill the memory. */
const MAX_LENGTH = 16 * 1024 * 1024;
/** Milliseconds without a byte after which a stream is broken: the mesh sends a comment every 15 s. */
const SILENCE_MS = 45_000;

/** The lines of a body, without their ends. @throws MeshConnectionError when it breaks off, nothing comes for 45 s, or a line does not end. */
export async function* linesOf(response: Response): AsyncGenerator<string> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await withinSilence(reader.read());
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > MAX_LENGTH) throw new MeshConnectionError('not-understood', 'a line of the stream does not end');
      for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
      if (done) break;
    }
    if (rest !== '') yield rest;
  } finally {
    // Also where the reader goes before the end: the connection is given back.
    await reader.cancel().catch(() => undefined);
  }
}

/** The events of a body (HTML Living Standard, 9.2.6); comments are left out, and so is an event that was not finished. */
export async function* eventsOf(response: Response): AsyncGenerator<WireEvent> {
  let event = { id: '', event: 'message', data: '' };
  let id = '';
  for await (const line of linesOf(response)) {
    if (line === '') {
      if (event.data !== '') yield { ...event, id, data: event.data.slice(0, -1) };
      event = { id, event: 'message', data: '' };
      continue;
    }
    const [, name, value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (name === 'id') id = value;
    else if (name === 'event') event.event = value;
    else if (name === 'data') event.data += `${value}\n`;
    if (event.data.length > MAX_LENGTH) throw new MeshConnectionError('not-understood', 'an event of the stream is too large');
  }
}

async function withinSilence<T>(next: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silent = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new MeshConnectionError('broken-stream', 'nothing came over the stream')), SILENCE_MS);
  });
  try {
    return await Promise.race([next, silent]);
  } catch (error) {
    if (error instanceof MeshConnectionError) throw error;
    throw new MeshConnectionError('broken-stream', 'the connection broke off', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
