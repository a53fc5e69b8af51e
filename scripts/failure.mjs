/** A failure that we foresaw: its message is all that is shown, without a stack. */
export class Failure extends Error {
  /**
   * @param {string} message what went wrong and what to do about it
   * @param {number} exitCode the exit code of the whole command
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
