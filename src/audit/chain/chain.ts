import { createHash } from 'node:crypto';
import { hashOf, MarkHash } from './one-shot-hash';

/** What the first record of a log is chained to; names the log, so that no record of another tenant fits. */
export function genesisOf(tenantId: string): Buffer {
  return createHash('sha256').update(`ai-mesh audit log 1\n${tenantId}`).digest();
}

/** The hash of a record: SHA-256 of the hash before it (32 bytes) and its own sealed bytes. Anybody can compute it. */
export function linkOf(previous: Buffer, sealed: string | Buffer): Buffer {
  return hashOf(previous, sealed);
}

/** Bytes of a record's mark. */
const MARK_BYTES = 16;
/** By mark key; there are as many as there are peppers. */
const markHashes = new WeakMap<Buffer, MarkHash>();

/**
 * The mark of a record: HMAC-SHA256 of its hash, cut to 16 bytes. Who can write to Redis but has no key of ours can build another chain, but not
 * its marks: they say which record is the first that is not ours.
 */
export function markOf(markKey: Buffer, link: Buffer): Buffer {
  let hash = markHashes.get(markKey);
  if (hash === undefined) markHashes.set(markKey, (hash = new MarkHash(markKey)));
  return hash.of(link).subarray(0, MARK_BYTES);
}
