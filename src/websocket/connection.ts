import type { WebSocket } from 'ws';
import { CLOSE } from './close-codes';
import { messageText, type ServerText } from './server-text';
import type { ServerMessage } from './messages';

/** Bytes that may wait for a reader; whoever lets more wait is closed. */
const MAX_BUFFERED_BYTES = 1_048_576;
/** Bytes from which on what can wait does, and for how long at most (ms). */
const PACED_BYTES = 262_144;
const MAX_STALL_MS = 5_000;
/** Milliseconds in which a close is to be answered. */
const CLOSING_MS = 5_000;
/** Bytes of a close's reason (RFC 6455, section 5.5.1: 125 with the code). */
const MAX_REASON_BYTES = 123;

/** What is counted of the messages of all connections. */
export type CountMessage = (direction: 'in' | 'out', type: string) => void;

/** One WebSocket with a client that was let in: what is said to it waits for a bounded while and in bounded room. */
export class Connection {
  private hasPonged = true;
  private readonly pinging: NodeJS.Timeout;
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>;

  /** `resumeHint` is what a reader who is too slow is told: which events it was sent last. */
  constructor(
    private readonly socket: WebSocket,
    pingEveryMs: number,
    private readonly count: CountMessage,
    private readonly resumeHint: () => string,
  ) {
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('pong', () => (this.hasPonged = true));
    socket.on('ping', () => this.assertReads());
    this.pinging = setInterval(() => this.ping(), pingEveryMs).unref();
    void this.closed.then(() => clearInterval(this.pinging));
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** Says something now. */
  say(message: ServerMessage): void {
    this.write(messageText(message));
  }

  /** Says something of which there is more: resolves when the reader is ready for it, to whether it still is there. */
  async tell(text: ServerText): Promise<boolean> {
    if (this.socket.bufferedAmount < PACED_BYTES) {
      this.write(text);
      return this.isOpen;
    }
    let stalled: NodeJS.Timeout | undefined;
    await Promise.race([
      new Promise<void>((resolve) => this.write(text, () => resolve())),
      new Promise<void>((resolve) => (stalled = setTimeout(() => resolve(this.closeSlow()), MAX_STALL_MS))),
      this.closed,
    ]);
    clearTimeout(stalled);
    return this.isOpen;
  }

  /** Says goodbye, and hangs up when that is not answered in time. */
  close(code: number, reason: string): void {
    if (!this.isOpen) return;
    this.count('out', 'close');
    this.socket.close(code, Buffer.from(reason).subarray(0, MAX_REASON_BYTES).toString());
    const hangUp = setTimeout(() => this.socket.terminate(), CLOSING_MS).unref();
    void this.closed.then(() => clearTimeout(hangUp));
  }

  /** Hangs up at once. */
  terminate(): void {
    this.socket.terminate();
  }

  private write({ type, text }: ServerText, sent?: () => void): void {
    if (!this.isOpen || !this.assertReads()) return sent?.();
    this.count('out', type);
    this.socket.send(text, sent);
  }

  private assertReads(): boolean {
    if (this.socket.bufferedAmount <= MAX_BUFFERED_BYTES) return true;
    this.closeSlow();
    return false;
  }

  private closeSlow(): void {
    this.close(CLOSE.tryAgain, this.resumeHint());
  }

  private ping(): void {
    if (!this.hasPonged) return this.socket.terminate();
    this.hasPonged = false;
    if (this.isOpen) this.socket.ping();
  }
}
