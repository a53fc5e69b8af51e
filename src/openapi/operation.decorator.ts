import { SetMetadata } from '@nestjs/common';
import type { Content } from './content';
import type { Schema } from './schema';

/** Metadata key of what a handler of a route says of itself. */
export const OPERATION = 'openapi:operation';

/** What a handler says of itself beside its name; the rest is read from Nest's own decorators. */
export interface OperationDetails<T = unknown> {
  /** Sentences under the summary, Markdown. */
  says?: string;
  /** The JSON that it answers when all goes well. */
  answers?: Schema<T>;
  /** What it answers instead, where that is no JSON document. */
  sends?: readonly Content[];
  /** Other statuses that are no failure, with the JSON that comes with them. */
  also?: Readonly<Record<number, Schema>>;
  /** The body that it reads, where no class of validators says it. */
  takes?: Schema | readonly Content[];
  /** Of its success, where it is not the one that Nest would answer. */
  status?: number;
  /** A body that it takes. */
  example?: object;
  /** Codes of problems by their status, beside those that every route like it may answer. */
  refuses?: Readonly<Record<number, readonly string[]>>;
  /** How its failures look, where they are no problems. */
  fails?: Schema;
  /** Parts of its path that are no plain ids, by name. */
  path?: Readonly<Record<string, Schema>>;
  /** The name of what `*` at the end of its path stands for. */
  rest?: string;
}

/** As it is kept: with the name that generators make a method of, and a line for people. */
export interface OperationMark extends OperationDetails {
  id: string;
  summary: string;
}

/**
 * Describes a route in the OpenAPI document. `id` is its operationId; `answers` must fit what the handler returns, or it does not compile.
 */
export function Operation<T = unknown>(id: string, summary: string, details: OperationDetails<T> = {}) {
  return <M extends (...args: never[]) => T | Promise<T>>(target: object, key: string, descriptor: TypedPropertyDescriptor<M>): void => {
    SetMetadata(OPERATION, { id, summary, ...details } satisfies OperationMark)(target, key, descriptor);
  };
}
