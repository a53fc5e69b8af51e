import { Injectable } from '@nestjs/common';
import { MemoryCodec } from '../codec/memory-codec';
import { memoryOf } from '../memory-body';
import { languageNumber, readRecord } from './column-record';
import { actorOf, indexing, languageOf } from './indexed-text';
import { inTurns } from '../text/steps';
import type { Inspected, Rewritten } from './index-inspection.store';

/** Works out from the body of a memory what is to find it. */
@Injectable()
export class IndexRewrite {
  private readonly codec = new MemoryCodec();

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
