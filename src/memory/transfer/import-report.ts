import type { Rejection } from './import-line';

/** Rejected lines that are named; further ones are only counted. */
const MAX_NAMED = 1_000;

/** What became of the lines of an import. */
export class ImportReport {
  imported = 0;
  deduplicated = 0;
  private rejectedCount = 0;
  private readonly rejected: (Rejection & { line: number })[] = [];

  reject(line: number, { code, detail }: Rejection): void {
    this.rejectedCount += 1;
    if (this.rejected.length < MAX_NAMED) this.rejected.push({ line, code, detail });
  }

  /** As clients see it; the first 1,000 rejected lines, in the order of the file. */
  view() {
    const rejected = [...this.rejected].sort((one, other) => one.line - other.line);
    return { imported: this.imported, deduplicated: this.deduplicated, rejected, rejected_count: this.rejectedCount };
  }
}
