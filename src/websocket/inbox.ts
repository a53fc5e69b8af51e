import type { RawData, WebSocket } from 'ws';
import { CLOSE } from './close-codes';

/** Messages that wait for their turn; who sends more meanwhile is cut off. */
const MAX_WAITING = 200;

/** What a connection has said and nobody has answered yet, from its first moment on, in order. */
export class Inbox {
  private readonly waiting: string[] = [];
  private wake?: () => void;
  private isClosed = false;

  constructor(socket: WebSocket) {
    socket.on('message', (data) => {
      if (this.waiting.length >= MAX_WAITING) socket.close(CLOSE.policy, 'too many messages at once');
      else this.waiting.push(textOf(data));
      this.wake?.();
    });
    socket.once('close', () => {
      this.isClosed = true;
      this.wake?.();
    });
  }

  /** The next message, once there is one; undefined when none can come any more, or `signal` aborts. */
  async next(signal?: AbortSignal): Promise<string | undefined> {
    while (this.waiting.length === 0 && !this.isClosed && signal?.aborted !== true) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        signal?.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    return this.isClosed ? undefined : this.waiting.shift();
  }
}

/** One buffer, as `binaryType` is left at `nodebuffer`. */
function textOf(data: RawData): string {
  return (data as Buffer).toString('utf8');
}
