import { Command } from 'ioredis';

/** What of ioredis' commands has to do with deadlines; the timer is cleared there when the answer comes. */
interface TimedCommand {
  _commandTimeoutTimer?: NodeJS.Timeout;
  reject(error: Error): void;
  setTimeout(ms: number): void;
}

/**
 * Has commands of ioredis look into the socket once more when their deadline (`commandTimeout`) is over. Where the process itself stood still, for a long
 * turn of the event loop or since a container was throttled, timers fire before answers are read that came long ago: Redis would be blamed for it,
 * and every other command refused. Affects all connections of the process; doing it twice is harmless.
 */
export function readAnswersBeforeDeadlines(): void {
  const command = Command.prototype as unknown as TimedCommand;
  command.setTimeout = function (this: TimedCommand, ms: number): void {
    const late = () => this.reject(new Error('Command timed out')); // ioredis' words: see `isCommandTimeout`
    this._commandTimeoutTimer ??= setTimeout(() => setImmediate(late), ms);
  };
}
