import type { NewMemory } from '../memory';
import type { AddedMemory } from '../working-memory.store';
import type { ImportedLine } from './import-line';
import type { ImportReport } from './import-report';

/** Lines, and UTF-16 units of their contents, that are written together. */
const MAX_LINES = 100;
const MAX_LENGTH = 1_048_576;
/** Lines, and UTF-16 units of their contents, that wait for a later line, which they supersede. */
const MAX_WAITING = 10_000;
const MAX_WAITING_LENGTH = 16 * 1_048_576;

interface Entry extends ImportedLine {
  line: number;
}

type AddEach = (memories: NewMemory[]) => Promise<(AddedMemory | 'supersedes' | 'session_id')[]>;

/**
 * Writes lines a hundred at a time, and sees to it that what a line supersedes is there before it: ids of the file become those that
 * its memories have here, and what stands in the wrong order waits until the end.
 */
export class ImportBatch {
  private entries: Entry[] = [];
  private length = 0;
  private readonly entryIds = new Set<string>();
  private waiting: Entry[] = [];
  private waitingLength = 0;
  /** Id in the file → id here. */
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly addEach: AddEach,
    private readonly report: ImportReport,
  ) {}

  async take(entry: Entry): Promise<void> {
    const { memory, sourceId } = entry;
    if (memory.supersedes !== undefined && this.entryIds.has(memory.supersedes)) await this.write();
    this.entries.push(entry);
    if (sourceId !== undefined) this.entryIds.add(sourceId);
    this.length += memory.content.length;
    if (this.entries.length >= MAX_LINES || this.length >= MAX_LENGTH) await this.write();
  }

  /** Writes what is left; lines that supersede what is nowhere are rejected. */
  async finish(): Promise<void> {
    await this.write();
    for (let before = 0; this.waiting.length > 0 && this.waiting.length !== before;) {
      before = this.waiting.length;
      // Files that begin with the newest are in order when they are read from their end.
      const again = this.waiting.reverse();
      this.waiting = [];
      this.waitingLength = 0;
      for (const entry of again) await this.retry(entry);
      await this.write();
      this.waiting.reverse();
    }
    for (const { line } of this.waiting) this.rejectUnknown(line);
  }

  private async retry(entry: Entry): Promise<void> {
    const { supersedes = '' } = entry.memory;
    if (this.ids.has(supersedes) || this.entryIds.has(supersedes)) await this.take(entry);
    else this.wait(entry);
  }

  private async write(): Promise<void> {
    const { entries } = this;
    if (entries.length === 0) return;
    this.entries = [];
    this.entryIds.clear();
    this.length = 0;
    const outcomes = await this.addEach(entries.map(({ memory }) => this.translated(memory)));
    for (const [index, outcome] of outcomes.entries()) this.settle(entries[index] as Entry, outcome);
  }

  private settle(entry: Entry, outcome: AddedMemory | 'supersedes' | 'session_id'): void {
    if (typeof outcome === 'string') return this.wait(entry);
    if (outcome.deduplicated) this.report.deduplicated += 1;
    else this.report.imported += 1;
    if (entry.sourceId !== undefined) this.ids.set(entry.sourceId, outcome.memoryId);
  }

  private translated(memory: NewMemory): NewMemory {
    const id = memory.supersedes === undefined ? undefined : this.ids.get(memory.supersedes);
    return id === undefined ? memory : { ...memory, supersedes: id };
  }

  private wait(entry: Entry): void {
    const { length } = entry.memory.content;
    if (this.waiting.length >= MAX_WAITING || this.waitingLength + length > MAX_WAITING_LENGTH) return this.rejectUnknown(entry.line);
    this.waiting.push(entry);
    this.waitingLength += length;
  }

  private rejectUnknown(line: number): void {
    this.report.reject(line, { code: 'supersedes-unknown', detail: 'supersedes: is no memory of this file or network' });
  }
}
