import { hash } from 'node:crypto';
import type { AdmittedKey } from './key-admission';
import type { KeyRecord } from './key-record';
import type { PepperedDigest } from './pepper';
import { takeTurn } from '../limits/turn';

/** Some 5 MB. What falls out costs an HMAC when it comes again; while Redis is away it is refused. */
const MAX_KEYS = 10_000;
/** How long a key is trusted after Redis confirmed it and went away: docs/decisions/2026-11-22-keys-while-redis-is-away.md. */
const TRUSTED_MS = 60_000;

/** What a request shows of its key: the id of its record, and its secret, digested under each pepper that is known. */
export interface ShownKey {
  keyId: string;
  digests: readonly PepperedDigest[];
}

interface VerifiedKey {
  shown: ShownKey;
  record: KeyRecord;
  /** When Redis last confirmed it. */
  verifiedAtMs: number;
  /** When the whole quota of its requests is free again. */
  freeAtMs: number;
}

/**
 * The keys that were used last, found by the SHA-256 of their text, so that the text itself stays in no memory. Only what
 * Redis has confirmed gets in: nobody can fill it with guesses. All times are of one monotonic clock.
 */
export class VerifiedKeys {
  private readonly keys = new Map<string, VerifiedKey>();

  constructor(private readonly maxKeys = MAX_KEYS) {}

  /** The place of a key with this text. */
  static placeOf(text: string): string {
    return hash('sha256', text, 'base64');
  }

  /** What this text showed when it was last confirmed, however long ago; computed from the text, so it never changes. */
  shownAt(place: string): ShownKey | undefined {
    return this.keys.get(place)?.shown;
  }

  /** The record as Redis last told it, so that it needs not tell it again. */
  recordAt(place: string): KeyRecord | undefined {
    return this.keys.get(place)?.record;
  }

  /** Keeps what Redis has just confirmed as the key used last; the one not used for the longest time makes room. */
  keep(place: string, shown: ShownKey, { record, turn }: AdmittedKey, nowMs: number): void {
    this.keys.delete(place);
    this.keys.set(place, { shown, record, verifiedAtMs: nowMs, freeAtMs: nowMs + (turn?.resetMs ?? 0) });
    if (this.keys.size <= this.maxKeys) return;
    const [oldest] = this.keys.keys();
    if (oldest !== undefined) this.keys.delete(oldest);
  }

  /** Admits without Redis a key that it confirmed less than 60 s ago; its rate goes on from where Redis left it. */
  admit(place: string, nowMs: number): AdmittedKey | undefined {
    const key = this.keys.get(place);
    if (key === undefined || nowMs - key.verifiedAtMs >= TRUSTED_MS) return undefined;
    const { record } = key;
    if (record.requestsPerMinute === undefined) return { record };
    const turn = takeTurn(record.requestsPerMinute, key.freeAtMs - nowMs);
    key.freeAtMs = nowMs + turn.resetMs;
    return { record, turn };
  }

  /** Forgets a key that Redis has refused. */
  forget(place: string): void {
    this.keys.delete(place);
  }
}
