import { MEMORY_TYPES, type Memory, type MemoryRetention, type MemoryType } from '../memory';

/** Bytes of one memory in a page of columns; the layout is RECORD in `memory-index.lua`. */
export const RECORD_BYTES = 48;
/** Numbers in one page; as PAGE in `memory-index.lua`. */
export const PAGE_SIZE = 2_048;

/**
 * Bits of `flags`; as in `memory-index.lua`. Of `longTerm`, `timed` and `session` at most one is set: none stands for working memory.
 * `asks`: it asks something; `tellsTime`: it says when something is; `embedded`: there is a vector of it.
 */
export const FLAG = { live: 1, trusted: 2, longTerm: 4, timed: 8, session: 16, asks: 32, tellsTime: 64, embedded: 128 } as const;

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
  language: 46,
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
  retention: MemoryRetention;
  /** One more with each change, for compare-and-set. */
  version: number;
}

/** The record in `bytes`. */
export function readRecord(bytes: Buffer): ColumnRecord {
  return {
    createdAtMs: bytes.readDoubleBE(OFFSET.created),
    expiresAtMs: bytes.readDoubleBE(OFFSET.expires),
    validUntilMs: bytes.readDoubleBE(OFFSET.validUntil),
    importance: asGiven(bytes.readFloatBE(OFFSET.importance)),
    confidence: asGiven(bytes.readFloatBE(OFFSET.confidence)),
    type: typeOf(bytes.readUInt8(OFFSET.type)),
    isTrusted: (bytes.readUInt8(OFFSET.flags) & FLAG.trusted) !== 0,
    retention: retentionOfFlags(bytes.readUInt8(OFFSET.flags)),
    version: bytes.readUInt16BE(OFFSET.version),
  };
}

/** Whether a memory that is not kept for ever has come to its end. */
export function hasExpired({ expiresAtMs }: Pick<ColumnRecord, 'expiresAtMs'>, nowMs: number): boolean {
  return expiresAtMs !== 0 && expiresAtMs <= nowMs;
}

/** The bits that stand for what a memory is, how long it is kept and what its text does. */
export function flagsOf({ trust, retention }: Pick<Memory, 'trust' | 'retention'>, text: { asks: boolean; tellsTime: boolean }): number {
  return FLAG.live | (trust === 'trusted' ? FLAG.trusted : 0) | RETENTION_FLAG[retention] | textFlagsOf(text);
}

/** The bits that stand for what a text does. */
export function textFlagsOf({ asks, tellsTime }: { asks: boolean; tellsTime: boolean }): number {
  return (asks ? FLAG.asks : 0) | (tellsTime ? FLAG.tellsTime : 0);
}

const RETENTION_FLAG: Record<MemoryRetention, number> = {
  working: 0,
  'long-term': FLAG.longTerm,
  timed: FLAG.timed,
  session: FLAG.session,
};

function retentionOfFlags(flags: number): MemoryRetention {
  if ((flags & FLAG.longTerm) !== 0) return 'long-term';
  if ((flags & FLAG.timed) !== 0) return 'timed';
  return (flags & FLAG.session) !== 0 ? 'session' : 'working';
}

/** The number that stands for `type` in a record. */
export function typeNumber(type: MemoryType): number {
  return MEMORY_TYPES.indexOf(type);
}

/** The number that stands for a language of two letters in a record; 0 for none. */
export function languageNumber(language: string | undefined): number {
  return language === undefined ? 0 : Buffer.from(language, 'latin1').readUInt16BE();
}

/** The language that a number other than 0 stands for. */
export function languageOfNumber(number: number): string {
  return String.fromCharCode(number >> 8, number & 0xff);
}

function typeOf(number: number): MemoryType {
  return MEMORY_TYPES[number] ?? 'context';
}

/** A 32-bit float keeps seven digits: what was given with fewer comes back as it was. */
export function asGiven(value: number): number {
  return Number(value.toPrecision(7));
}
