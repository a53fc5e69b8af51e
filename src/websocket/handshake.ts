import { ServerResponse, type IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Inbox } from './inbox';

/** A connection that has become a WebSocket, with all it has said so far. */
export interface OpenSocket {
  socket: WebSocket;
  inbox: Inbox;
}

/** A request for a WebSocket on its way through the guards and filters of every request; `open` makes it one. */
export interface Handshake {
  /** Undefined where the client did not ask as RFC 6455 wants; it has been told so. */
  open(): OpenSocket | undefined;
}

/** Takes note that a request was answered with a WebSocket, for all who watch answers. */
export function noteUpgraded(response: ServerResponse): void {
  response.statusCode = 101;
  Object.defineProperty(response, 'writableFinished', { value: true });
  response.emit('close');
}

/** The answer to a request whose connection is a WebSocket already: nothing of it is sent, only why it was refused is told. */
export class UnsentResponse extends ServerResponse {
  constructor(
    request: IncomingMessage,
    private readonly refused: (problem: unknown) => void,
  ) {
    super(request);
  }

  override end(body?: unknown): this {
    Object.defineProperty(this, 'writableFinished', { value: true });
    this.refused(typeof body === 'string' ? (JSON.parse(body) as unknown) : undefined);
    this.emit('finish');
    this.emit('close');
    return this;
  }
}
