import { Injectable } from '@nestjs/common';
import { MemoryCodec } from '../codec/memory-codec';
import { memoryOf } from '../memory-body';
import { languageNumber, PAGE_SIZE, readRecord } from './column-record';
import { actorOf, indexing, languageOf } from './indexed-text';
import { inTurns } from '../text/steps';
import { IndexInspectionStore, type Inspected } from './index-inspection.store';
import type { Rewritten } from './index-repair.store';
import type { MemoryPlace } from './memory-index.store';

/** Works out from the body of a memory what is to find it. */
@Injectable()
export class IndexRewrite {
  private readonly codec = new MemoryCodec();

  constructor(private readonly inspection: IndexInspectionStore) {}

  /** What is to find a memory as it stands now; undefined when there is none that is whole, or its body cannot be read. */
  async ofNumber(place: MemoryPlace, number: number): Promise<Rewritten | undefined> {
    const n = number % PAGE_SIZE;
    const [row] = await this.inspection.inspect(place, Math.floor(number / PAGE_SIZE), n, n, true);
    return row === undefined || row.record.length === 0 || !row.hasItem ? undefined : this.of(place.networkId, row);
  }

  /** What is to find a memory that has a record and an item; undefined when its body cannot be read. */
  async of(networkId: string, { number, record, body }: Inspected): Promise<Rewritten | undefined> {
    try {
      const text = await this.codec.decode(body);
      const memory = memoryOf(networkId, text, { record, successor: '', predecessor: '' });
      return {
        number,
        version: readRecord(record).version,
        memoryId: memory.memoryId,
        text: await inTurns(indexing(memory)),
        sessionId: memory.sessionId ?? '',
        actor: actorOf(memory.metadata),
        language: languageNumber(languageOf(memory.metadata)),
      };
    } catch {
      return undefined; // a body of a codec that this version does not know stays as it is
    }
  }
}
