import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerProtocolError } from './errors';

/** Looks at what is arriving for each deadline: one comes late by a quarter at most. */
const LOOKS = 4;

interface Arriving {
  response: ServerResponse;
  mayTakeLonger: boolean;
  /** Bytes of the connection when somebody last looked whether it moves, and when (ms of `performance.now`) that is due again. */
  seenBytes: number;
  dueAtMs: number;
}

/**
 * Ends requests whose bodies have not arrived within `timeoutMs`, with a 408; those that may take longer only when nothing of them arrived
 * for as long. Node's own `requestTimeout` is one for all routes. One timer looks at all, so that a request costs next to nothing.
 */
export class ArrivalDeadlines {
  private readonly arriving = new Map<IncomingMessage, Arriving>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly timeoutMs: number) {
    this.timer = setInterval(() => this.look(performance.now()), timeoutMs / LOOKS).unref();
  }

  /** A request has come whose body may be on its way. */
  watch(request: IncomingMessage, response: ServerResponse, mayTakeLonger: boolean): void {
    const { socket, headers } = request;
    if (headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0') return;
    this.arriving.set(request, { response, mayTakeLonger, seenBytes: socket.bytesRead, dueAtMs: performance.now() + this.timeoutMs });
  }

  /** The body of a request has been read: nothing of it is kept here any longer. */
  arrived(request: IncomingMessage): void {
    this.arriving.delete(request);
  }

  close(): void {
    clearInterval(this.timer);
    this.arriving.clear();
  }

  private look(nowMs: number): void {
    for (const [request, entry] of this.arriving) {
      const { socket } = request;
      if (request.complete || socket.destroyed) this.arriving.delete(request);
      else if (nowMs >= entry.dueAtMs) this.judge(request, entry, nowMs);
    }
  }

  private judge(request: IncomingMessage, entry: Arriving, nowMs: number): void {
    const { socket } = request;
    const { response, mayTakeLonger, seenBytes } = entry;
    // Who has been answered does not need the time any more.
    if (mayTakeLonger && socket.bytesRead > seenBytes && !response.headersSent) {
      entry.seenBytes = socket.bytesRead;
      entry.dueAtMs = nowMs + this.timeoutMs;
      return;
    }
    this.arriving.delete(request);
    if (response.headersSent) socket.destroy();
    else answerProtocolError(Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
  }
}
