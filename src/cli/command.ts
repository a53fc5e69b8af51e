/** Where a command reads its settings, and what it says. */
export interface Io {
  environment: NodeJS.ProcessEnv;
  out(text: string): void;
  err(text: string): void;
  /** Aborts when somebody interrupts. */
  signal: AbortSignal;
}

/** A command of `ai-mesh`. */
export interface Command {
  /** How it is typed, without the program's name. */
  usage: string;
  summary: string;
  /** What `--help` tells beside it: an option a line. */
  options?: string;
  /** Resolves to the exit code: 0 when all is well, 1 when what it looked at is not, 2 when it could not look. */
  run(words: readonly string[], io: Io): Promise<number>;
}
