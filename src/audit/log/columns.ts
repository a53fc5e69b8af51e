import { crc32 } from 'node:zlib';
import type { AuditOutcome } from '../audit-event';

/**
 * What a query looks at before it reads a record: 32 bytes each, in the order of sequences. Hashes are CRC-32, so a match is only a candidate;
 * that of an address is keyed, or four bytes would tell it.
 *
 *   0 ms since 1970 (6)   6 key (4)   10 subject (4)   14 action (4)   18 resource id (4)   22 address (4)   26 session (4)   30 outcome   31 kind
 */
export const COLUMN_BYTES = 32;

/** Where each hash stands. */
export const AT = { key: 6, subject: 10, action: 14, resource: 18, address: 22, session: 26, outcome: 30, kind: 31 } as const;

const OUTCOMES: readonly AuditOutcome[] = ['allowed', 'denied', 'failed', 'unknown'];

/** What of an event goes into its columns; `addressHash` is keyed already. */
export interface Columned {
  atMs: number;
  keyId?: string | undefined;
  subject?: string | undefined;
  action: string;
  resourceKind: string;
  resourceId?: string | undefined;
  addressHash?: number | undefined;
  sessionId?: string | undefined;
  outcome: AuditOutcome;
}

/** Writes the columns of one record. */
export function writeColumns(target: Buffer, offset: number, event: Columned): void {
  target.writeUIntBE(event.atMs, offset, 6);
  target.writeUInt32BE(hashOf(event.keyId), offset + AT.key);
  target.writeUInt32BE(hashOf(event.subject), offset + AT.subject);
  target.writeUInt32BE(hashOf(event.action), offset + AT.action);
  target.writeUInt32BE(hashOf(event.resourceId), offset + AT.resource);
  target.writeUInt32BE(event.addressHash ?? 0, offset + AT.address);
  target.writeUInt32BE(hashOf(event.sessionId), offset + AT.session);
  target.writeUInt8(outcomeByte(event.outcome), offset + AT.outcome);
  target.writeUInt8(kindByte(event.resourceKind), offset + AT.kind);
}

/** 0 for what is absent. */
export function hashOf(text: string | undefined): number {
  return text === undefined ? 0 : crc32(text) || 1;
}

/** The byte of an outcome. */
export function outcomeByte(outcome: AuditOutcome): number {
  return OUTCOMES.indexOf(outcome);
}

/** The byte of a kind of resource. */
export function kindByte(kind: string): number {
  return crc32(kind) & 0xff;
}
