import { MeshError, type ErrorKind, type FieldFault } from '../errors';

/** A failure on its way from one process to another. */
export interface WireFailure {
  kind: ErrorKind;
  code: string;
  detail: string;
  retryable: boolean;
  retryAfterSeconds?: number;
  errors: readonly FieldFault[];
}

/** What the caller is told. Of a failure that is none of ours, only that there was one. */
export function wireFailureOf(error: unknown): WireFailure {
  const told = error instanceof MeshError ? error : new MeshError('internal', 'internal-error', 'another process failed at this');
  const { kind, code, detail, retryable, retryAfterSeconds, errors } = told;
  return { kind, code, detail, retryable, errors, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}

/** The error that a failure stands for: of the same kind and code as where it happened. */
export function failureOf({ kind, code, detail, errors, ...options }: WireFailure): MeshError {
  return new MeshError(kind, code, detail, { ...options, errors: [...errors] });
}
