import type { AuditEvent, AuditOutcome } from '../audit-event';

/** 32-bit words of a row; all little-endian. */
export const ROW_WORDS = 9;
/** Bytes of a row. */
export const ROW_BYTES = ROW_WORDS * 4;

/** Where in a row, in words, stands what. 0 is written where an event has none; `kinds` holds the hash of the module of the action (16 bits) and of the kind of the resource (16 bits). */
export const COLUMN = { atLow: 0, atHighAndOutcome: 1, action: 2, kinds: 3, key: 4, subject: 5, resource: 6, ip: 7, session: 8 } as const;

const OUTCOMES: Readonly<Record<AuditOutcome, number>> = { allowed: 1, denied: 2, failed: 3, unknown: 4 };

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a of the UTF-16 units of a text, never 0: it narrows a search down, the true fields decide. Nothing that names a person is hashed so. */
export function hashOf(text: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return hash >>> 0 || 1;
}

/** 16 bits of it. */
export function shortHashOf(text: string): number {
  const hash = hashOf(text);
  return (hash ^ (hash >>> 16)) & 0xffff;
}

/** The module of an action: `networks` of `networks.create`. */
export function moduleOf(action: string): string {
  const dot = action.indexOf('.');
  return dot < 0 ? action : action.slice(0, dot);
}

/** The byte that stands for an outcome. */
export function outcomeByte(outcome: AuditOutcome): number {
  return OUTCOMES[outcome];
}

/** Writes the row of an event at `offset`. */
export function writeRow(rows: Buffer, offset: number, event: AuditEvent, subject: string | undefined, ipHash: number): void {
  const { atMs, actor, action, resource, outcome, sessionId } = event;
  const words = [
    atMs >>> 0,
    (Math.floor(atMs / 2 ** 32) & 0xffff) | (OUTCOMES[outcome] << 16),
    hashOf(action),
    ((shortHashOf(moduleOf(action)) << 16) | shortHashOf(resource.kind)) >>> 0,
    actor.keyId === undefined ? 0 : hashOf(actor.keyId),
    subject === undefined ? 0 : hashOf(subject),
    resource.id === undefined ? 0 : hashOf(resource.id),
    ipHash,
    sessionId === undefined ? 0 : hashOf(sessionId),
  ];
  for (const [place, word] of words.entries()) rows.writeUInt32LE(word, offset + place * 4);
}
