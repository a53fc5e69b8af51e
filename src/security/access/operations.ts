import { Injectable, type ExecutionContext } from '@nestjs/common';
import type { OpenOperation } from '../keys/key-admission';

/** What is to be noted of an operation before it is let in; undefined for one that changes nothing. */
export type NoteOf = (context: ExecutionContext) => OpenOperation | undefined;

/** Where the audit says what it wants to know of operations before they are let in; the admission writes it in the same call. */
@Injectable()
export class Operations {
  private note?: NoteOf;

  /** One only: the audit. */
  witness(note: NoteOf): void {
    this.note = note;
  }

  noteOf(context: ExecutionContext): OpenOperation | undefined {
    return this.note?.(context);
  }
}
