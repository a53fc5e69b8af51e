import { MeshConnectionError } from '../transport/errors';

/** Pieces that may wait for their reader: an answer has fewer, so whoever has more of them does not read. */
const MAX_WAITING = 10_000;

/** Pieces as they come over Redis, for a loop to read: each bears its number, since Redis forgets what it could not deliver. */
export class Pieces<T extends object> {
  private readonly waiting: T[] = [];
  private expected = 0;
  private over?: { error?: unknown };
  private wake = (): void => undefined;

  add({ seq, ...piece }: T & { seq: number }): void {
    if (this.over !== undefined) return;
    if (seq !== this.expected) return this.fail(new MeshConnectionError('broken-stream', 'a piece of the answer was lost'));
    this.expected += 1;
    if (this.waiting.length >= MAX_WAITING) return this.fail(new MeshConnectionError('broken-stream', 'the pieces were not read'));
    this.waiting.push(piece as unknown as T);
    this.wake();
  }

  end(): void {
    this.over ??= {};
    this.wake();
  }

  fail(error: unknown): void {
    this.over ??= { error };
    this.wake();
  }

  /** What has come before a failure is yielded before it is thrown. */
  async *inOrder(): AsyncGenerator<T> {
    for (;;) {
      const piece = this.waiting.shift();
      if (piece !== undefined) yield piece;
      else if (this.over === undefined) await new Promise<void>((resolve) => (this.wake = resolve));
      else if ('error' in this.over) throw this.over.error;
      else return;
    }
  }
}
