/** What a check found: `warn` works but should be looked at, `bad` does not work; what is to be done stands behind what is. */
export interface Finding {
  name: string;
  status: 'ok' | 'warn' | 'bad';
  /** What is. */
  says: string;
  /** What to do about it; for all but `ok`. */
  todo?: string;
}

/** All is well. */
export const ok = (name: string, says: string): Finding => ({ name, status: 'ok', says });
/** It works, but not as it should. */
export const warn = (name: string, says: string, todo: string): Finding => ({ name, status: 'warn', says, todo });
/** It does not work. */
export const bad = (name: string, says: string, todo: string): Finding => ({ name, status: 'bad', says, todo });

/** The message of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
