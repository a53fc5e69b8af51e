import { MEMORY_TYPES, type MemoryType } from '../memory';

/** Bytes of one memory in a page of columns; the layout is RECORD in `memory-index.lua`. */
export const RECORD_BYTES = 48;
/** Numbers in one page; as PAGE in `memory-index.lua`. */
export const PAGE_SIZE = 2_048;

/** Bits of `flags`. */
export const FLAG = { live: 1, trusted: 2, longTerm: 4 } as const;

/** Where each column lies in a record, in bytes. */
export const OFFSET = {
  created: 0,
  expires: 8,
  validUntil: 16,
  session: 24,
  actor: 28,
  importance: 32,
  confidence: 36,
  length: 40,
  version: 42,
  type: 44,
  flags: 45,
} as const;

/** What the index knows of one memory. Times are epoch milliseconds; 0 stands for never (expires) and still (validUntil). */
export interface ColumnRecord {
  createdAtMs: number;
  expiresAtMs: number;
  validUntilMs: number;
  importance: number;
  confidence: number;
  type: MemoryType;
  isTrusted: boolean;
  isLongTerm: boolean;
  /** One more with each change, for compare-and-set. */
  version: number;
}

/** The record in `bytes`. */
export function readRecord(bytes: Buffer): ColumnRecord {
  const flags = bytes.readUInt8(OFFSET.flags);
  return {
    createdAtMs: bytes.readDoubleBE(OFFSET.created),
    expiresAtMs: bytes.readDoubleBE(OFFSET.expires),
    validUntilMs: bytes.readDoubleBE(OFFSET.validUntil),
    importance: rounded(bytes.readFloatBE(OFFSET.importance)),
    confidence: rounded(bytes.readFloatBE(OFFSET.confidence)),
    type: typeOf(bytes.readUInt8(OFFSET.type)),
    isTrusted: (flags & FLAG.trusted) !== 0,
    isLongTerm: (flags & FLAG.longTerm) !== 0,
    version: bytes.readUInt16BE(OFFSET.version),
  };
}

/** The number that stands for `type` in a record. */
export function typeNumber(type: MemoryType): number {
  return MEMORY_TYPES.indexOf(type);
}

function typeOf(number: number): MemoryType {
  return MEMORY_TYPES[number] ?? 'context';
}

/** A 32-bit float keeps seven digits: what was given with fewer comes back as it was. */
function rounded(value: number): number {
  return Number(value.toPrecision(7));
}
