import type { Command } from 'ioredis';
import type { CommandWatch } from './redis-metrics';

/** Commands of one connection that may wait for an answer, or for the connection to return; ioredis has no such bound. */
const MAX_WAITING = 1_000;

/** What makes and restores a connection must pass, or it would never be ready again. */
const OF_THE_CONNECTION = new Set(['auth', 'client', 'cluster', 'hello', 'info', 'psubscribe', 'readonly', 'select', 'subscribe']);

/** Stands before a connection and says which commands it takes. */
export interface CommandGate {
  /** Whether `command` may be sent now; otherwise it has been rejected. */
  admits(command: Command, connection: { status: string }): boolean;
}

/**
 * For what must not wait: rejects at once while a Cluster is not connected. It needs its offline queue for the moment in which
 * it connects to one more node; one server does without.
 */
export const onlyWhenReady: CommandGate = {
  admits(command, connection) {
    if (connection.status === 'ready' || OF_THE_CONNECTION.has(command.name)) return true;
    command.reject(new Error('the Cluster is not connected'));
    return false;
  },
};

/** For what waits for the connection to return: at most a thousand commands at a time, no command twice. */
export class BoundedWaiting implements CommandGate {
  private readonly waiting = new Set<Command>();

  constructor(private readonly watch: CommandWatch) {}

  admits(command: Command): boolean {
    // A command is sent again when the connection is back, and has its place already.
    if (this.waiting.has(command) || OF_THE_CONNECTION.has(command.name)) return true;
    if (this.waiting.size >= MAX_WAITING) {
      this.watch.unanswered('queue-full');
      command.reject(new Error('too many commands wait for Redis'));
      return false;
    }
    this.waiting.add(command);
    const startedAtMs = performance.now();
    const leave = () => void this.waiting.delete(command);
    command.promise.then(() => {
      leave();
      this.watch.answered(performance.now() - startedAtMs);
    }, leave);
    return true;
  }
}
