import { LiquidError } from 'liquidjs';
import { invalidField, type MeshError } from '../../../errors';
import type { MailPart } from './mail-template';
import { PartTooLong } from './sandbox/mail-emitter';
import { RenderOverrun } from './sandbox/work-meter';

/** Characters of a message of the parser: it may quote the template. */
const MOST_MESSAGE = 200;

/** A part that could not be rendered for one record. It tells the place in the template and the kind of failure, never a value. */
export class PartFailure extends Error {
  readonly by: 'work' | 'length' | 'value';

  constructor(
    readonly part: MailPart,
    /** Names the part in problems. */
    readonly field: string,
    override readonly cause: unknown,
  ) {
    super(`the part ${part} cannot be rendered`);
    const original = originalOf(cause);
    this.by = original instanceof PartTooLong ? 'length' : original instanceof RenderOverrun || isTooDeep(original) ? 'work' : 'value';
  }

  /** Whether only the clock said so: a busy machine takes time from anybody. */
  get isByTime(): boolean {
    const original = originalOf(this.cause);
    return original instanceof RenderOverrun && original.by === 'time';
  }

  /** What is wrong with the part, and where. */
  get reason(): string {
    const place = placeOf(this.cause);
    switch (this.by) {
      case 'work':
        return `takes more work than one mail may${place}: a loop that is too long, or texts and lists that grow`;
      case 'length':
        return `becomes longer than a mail may be${place}`;
      case 'value':
        return `holds something that cannot be rendered${place} (${nameOf(originalOf(this.cause))})`;
    }
  }

  /** The problem of a template that cannot be rendered at all. */
  get problem(): MeshError {
    return invalidField(this.field, this.reason);
  }
}

/** The problem of a part that is no template: what is wrong, at which line and column. */
export function parseProblem(field: string, error: unknown): MeshError {
  if (!LiquidError.is(error)) return invalidField(field, 'is nested too deeply');
  const original = originalOf(error);
  const said = original instanceof Error && !isTooDeep(original) ? original.message : 'is nested too deeply';
  return invalidField(field, `${said.split(', line:')[0]!.slice(0, MOST_MESSAGE)}${placeOf(error)}`);
}

function placeOf(error: unknown): string {
  if (!LiquidError.is(error)) return '';
  const [line, column] = error.token.getPosition();
  return `, line ${line}, column ${column}`;
}

function originalOf(error: unknown): unknown {
  return LiquidError.is(error) ? (error.originalError ?? error) : error;
}

/** V8 ends calls that are nested too deeply so. */
function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError && error.message.startsWith('Maximum call stack');
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
