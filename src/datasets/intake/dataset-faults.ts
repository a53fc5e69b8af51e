import { MeshError, type FieldFault } from '../../errors';
import { MAX_FAULTS } from '../dataset-bounds';

/** What is wrong with rows, line by line; nothing of them is stored when there is a single fault. */
export class DatasetFaults {
  private readonly faults: FieldFault[] = [];

  /** Notes a fault. @throws MeshError 422 once twenty are known: the rest of the body is not read. */
  note(line: number, message: string, column?: string): void {
    this.faults.push({ field: placeOf(line, column), message });
    if (this.faults.length >= MAX_FAULTS) this.assertNone();
  }

  /** @throws MeshError 422 `dataset-invalid` with all faults. */
  assertNone(): void {
    const [first] = this.faults;
    if (first === undefined) return;
    const others =
      this.faults.length === 1
        ? ''
        : this.faults.length >= MAX_FAULTS
          ? ` (and at least ${MAX_FAULTS - 1} others)`
          : ` (and ${this.faults.length - 1} more)`;
    throw new MeshError('invalid', 'dataset-invalid', `${first.field}: ${first.message}${others}`, { errors: this.faults });
  }
}

/** A 422 for one fault that makes reading on pointless. */
export function brokenDataset(line: number, message: string, column?: string): MeshError {
  const field = placeOf(line, column);
  return new MeshError('invalid', 'dataset-invalid', `${field}: ${message}`, { errors: [{ field, message }] });
}

/** A 413 that names the limit. */
export function datasetTooLarge(what: string, limit: number): MeshError {
  const message = `has more than ${limit} ${what}`;
  return new MeshError('too-large', 'dataset-too-large', `body: ${message}`, { errors: [{ field: 'body', message }] });
}

const placeOf = (line: number, column: string | undefined) =>
  column === undefined ? `line ${line}` : `line ${line}, column ${quoted(column)}`;

/** A name in a message: not longer than a line, and with nothing in it that a terminal would obey. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
}
