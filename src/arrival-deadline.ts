import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerProtocolError } from './errors';

/**
 * Ends a request whose body has not arrived within `timeoutMs`, with a 408; one that `mayTakeLonger` only when nothing of it arrived
 * for as long. Node's own `requestTimeout` is one for all routes.
 */
export function arrivalDeadline(request: IncomingMessage, response: ServerResponse, timeoutMs: number, mayTakeLonger: boolean): void {
  const { socket, headers } = request;
  if (headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0') return;
  let seenBytes = socket.bytesRead;
  const timer = setInterval(() => {
    if (socket.destroyed) return stop();
    const hasMoved = socket.bytesRead > seenBytes;
    seenBytes = socket.bytesRead;
    // Who has been answered does not need the time any more.
    if (mayTakeLonger && hasMoved && !response.headersSent) return;
    if (response.headersSent) socket.destroy();
    else answerProtocolError(Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
  }, timeoutMs).unref();
  const stop = () => clearInterval(timer);
  request.once('end', stop).once('close', stop);
}
