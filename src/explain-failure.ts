import { ConfigError } from './config';
import { MeshError } from './errors';

/** Why a program of the service cannot go on: one line for what an operator can mend; a stack only for what nobody foresaw. */
export function explainFailure(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof MeshError) return `${error.detail}${error.cause instanceof Error ? ` (${error.cause.message})` : ''}`;
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return `${(error as Error).message}: set PORT to a free port`;
  if (error instanceof Error && 'syscall' in error) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
