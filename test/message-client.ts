import { ClientProxyFactory, Transport, type ClientProxy } from '@nestjs/microservices';
import { firstValueFrom, timeout } from 'rxjs';

/** Milliseconds a test waits for an answer. */
const DEADLINE_MS = 10_000;

/** A stock `ClientProxy` of another service. */
export class MessageClient {
  private constructor(private readonly proxy: ClientProxy) {}

  static async connect(redisUrl: string): Promise<MessageClient> {
    const { hostname, port } = new URL(redisUrl);
    const proxy = ClientProxyFactory.create({ transport: Transport.REDIS, options: { host: hostname, port: Number(port) } });
    await proxy.connect();
    return new MessageClient(proxy);
  }

  /** The answer; rejects with the problem. */
  send<T>(pattern: string, data: unknown, deadlineMs = DEADLINE_MS): Promise<T> {
    return firstValueFrom(this.proxy.send<T>(pattern, data).pipe(timeout(deadlineMs)));
  }

  /** All that a message is answered with, piece by piece, and the problem it broke off with, where it did. */
  pieces<T>(pattern: string, data: unknown): Promise<{ pieces: T[]; problem?: unknown }> {
    const pieces: T[] = [];
    return new Promise((resolve) => {
      this.proxy.send<T>(pattern, data).subscribe({
        next: (piece) => pieces.push(piece),
        error: (problem: unknown) => resolve({ pieces, problem }),
        complete: () => resolve({ pieces }),
      });
    });
  }

  /** The problem; undefined where it was done. */
  failure(pattern: string, data: unknown): Promise<unknown> {
    return this.send(pattern, data).then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  async close(): Promise<void> {
    await this.proxy.close();
  }
}
