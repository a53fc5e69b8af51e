import type { Dispatcher } from 'undici';
import { BodyTooLong, MAX_ANSWER_BYTES } from './bounded-body';
import { CONNECTIONS } from './connections';
import { FAILURE_BODY_MS, MAX_FAILURE_BYTES } from './failure-body';
import type { Endpoint } from './post-json';
import type { HeaderReader } from './retry-after';

/** An answer and its whole body. */
export interface WholeHttpAnswer {
  status: number;
  headers: HeaderReader;
  text: string;
}

/**
 * Posts `body` as JSON over a pooled connection and collects the answer; the body of a failure is cut where it is too long or
 * too slow. `signal` closes the connection. For answers that are not streamed: without a stream object in between, the call
 * costs a quarter less.
 * @throws BodyTooLong, or whatever broke the connection.
 */
export function postWhole({ origin, path, headers }: Endpoint, body: unknown, signal: AbortSignal): Promise<WholeHttpAnswer> {
  return new Promise((resolve, reject) => {
    const collector = new Collector(signal, resolve, reject);
    CONNECTIONS.dispatch(
      { origin, path, method: 'POST', headers: headers as Record<string, string>, body: JSON.stringify(body) },
      collector,
    );
  });
}

class Collector implements Dispatcher.DispatchHandler {
  private readonly chunks: Buffer[] = [];
  private bytes = 0;
  private status = 0;
  private headers: Record<string, string | string[] | undefined> = {};
  private controller?: Dispatcher.DispatchController;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly signal: AbortSignal,
    private readonly resolve: (answer: WholeHttpAnswer) => void,
    private readonly reject: (error: unknown) => void,
  ) {
    signal.addEventListener('abort', this.leave, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.signal.aborted) this.leave();
  }

  onResponseStart(_controller: unknown, status: number, headers: Record<string, string | string[] | undefined>): void {
    if (status < 200) return; // informational: the answer is still to come
    this.status = status;
    this.headers = headers;
    if (this.isFailure) this.timer = setTimeout(() => this.cutFailure(), FAILURE_BODY_MS);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk);
    this.bytes += chunk.length;
    if (this.isFailure && this.bytes > MAX_FAILURE_BYTES) this.cutFailure();
    else if (this.bytes > MAX_ANSWER_BYTES) controller.abort(new BodyTooLong());
  }

  onResponseEnd(): void {
    const [only, ...more] = this.chunks;
    this.finish(only === undefined ? '' : (more.length === 0 ? only : Buffer.concat(this.chunks)).toString());
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.settle();
    this.reject(error);
  }

  private get isFailure(): boolean {
    return this.status > 299;
  }

  /** A body that nobody would read to its end; what it would have said is not known. */
  private cutFailure(): void {
    this.finish('');
    this.controller?.abort(new BodyTooLong());
  }

  private finish(text: string): void {
    this.settle();
    const get = (name: string): string | null => {
      const value = this.headers[name];
      return (Array.isArray(value) ? value[0] : value) ?? null;
    };
    this.resolve({ status: this.status, headers: { get }, text });
  }

  private readonly leave = (): void => {
    const { reason } = this.signal as { reason: Error };
    this.settle();
    this.reject(reason);
    this.controller?.abort(reason);
  };

  private settle(): void {
    clearTimeout(this.timer);
    this.signal.removeEventListener('abort', this.leave);
  }
}
