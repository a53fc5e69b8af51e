import { Injectable } from '@nestjs/common';
import { RedisClient } from '../../redis';
import { columnsKey } from '../log/log-keys';
import type { AuditDay } from '../log/stored-records';
import { ROW_BYTES, ROW_WORDS } from './columns';

/** Bytes of columns a replica keeps: those of nearly 2 million events. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Bytes read in one command, so that nobody waits long for Redis. */
const PIECE_BYTES = 1024 * 1024 - ((1024 * 1024) % ROW_BYTES);

interface MirroredDay {
  firstSequence: number;
  bytes: Buffer;
  length: number;
  /** Whether all is here and nothing more will come. */
  isComplete: boolean;
}

/** The rows of a day: row `i` is of the record `firstSequence + i`. */
export interface DayColumns {
  words: Uint32Array;
  rows: number;
}

/** The columns of the days that were searched last, of which only what was appended since is fetched again. */
@Injectable()
export class ColumnsMirror {
  private readonly days = new Map<string, MirroredDay>();
  private bytes = 0;

  constructor(private readonly redis: RedisClient) {}

  /** The columns of a day. @param isOver whether nothing is appended to it any more */
  async of(tenantId: string, { day, firstSequence }: AuditDay, isOver: boolean): Promise<DayColumns> {
    const key = columnsKey(tenantId, day);
    let mirrored = this.days.get(key);
    if (mirrored === undefined || mirrored.firstSequence !== firstSequence)
      mirrored = { firstSequence, bytes: Buffer.alloc(0), length: 0, isComplete: false };
    for (let hasMore = !mirrored.isComplete; hasMore;) {
      const from = mirrored.length;
      const piece = await this.redis.run((redis) => redis.getrangeBuffer(key, from, from + PIECE_BYTES - 1));
      // Another search may have fetched the same meanwhile.
      if (mirrored.length === from) append(mirrored, piece);
      hasMore = piece.length === PIECE_BYTES;
    }
    mirrored.isComplete = isOver;
    this.keep(key, mirrored);
    const { bytes, length } = mirrored;
    return {
      words: new Uint32Array(bytes.buffer, bytes.byteOffset, Math.floor(length / ROW_BYTES) * ROW_WORDS),
      rows: Math.floor(length / ROW_BYTES),
    };
  }

  private keep(key: string, mirrored: MirroredDay): void {
    this.days.delete(key);
    this.days.set(key, mirrored);
    this.bytes = 0;
    for (const { bytes } of this.days.values()) this.bytes += bytes.length;
    for (const [oldest, { bytes }] of this.days) {
      if (this.bytes <= MAX_BYTES || oldest === key) break;
      this.days.delete(oldest);
      this.bytes -= bytes.length;
    }
  }
}

function append(mirrored: MirroredDay, piece: Buffer): void {
  const length = mirrored.length + piece.length;
  if (length > mirrored.bytes.length) {
    // Memory of its own, so that 32-bit words lie where they may.
    const grown = Buffer.from(new ArrayBuffer(piece.length < PIECE_BYTES && mirrored.length === 0 ? length : Math.ceil(length * 1.25)));
    mirrored.bytes.copy(grown, 0, 0, mirrored.length);
    mirrored.bytes = grown;
  }
  piece.copy(mirrored.bytes, mirrored.length);
  mirrored.length = length;
}
