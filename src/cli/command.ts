/** A command of `ai-mesh`. */
export interface Command {
  /** How it is typed, without the program's name. */
  usage: string;
  summary: string;
  /** Resolves to the exit code: 0 when all is well, 1 when what it looked at is not, 2 when it could not look. */
  run(words: readonly string[]): Promise<number>;
}
