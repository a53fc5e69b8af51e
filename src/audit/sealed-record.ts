/** A record as it is stored: an entry `<sequence>-0` of the stream of its day with the fields `e`, `h` and `m`. */
export interface SealedRecord {
  /** 1 for the first of a tenant; without gaps. It stands in `sealed` too. */
  sequence: number;
  /** The UTC day of the stream, `2026-11-23`: the day on which it was appended. */
  day: string;
  /** `e`: the JSON of `SealedEvent`, byte for byte as it was hashed. */
  sealed: string;
  /** `h`: 32 bytes, see `linkOf`. */
  link: Buffer;
  /** `m`: 16 bytes, see `markOf`. */
  mark: Buffer;
}

/** What stands in a record, in this order; absent fields are left out. What names a person stands in `personal` alone, encrypted. */
export interface SealedEvent {
  v: 1;
  seq: number;
  id: string;
  /** Unix milliseconds. */
  at: number;
  actor: { kind: string; key?: string; role?: string; name?: string };
  /** A random name of the person within the tenant; nobody can tell whose it is once the person's key is shredded. */
  subject?: string;
  action: string;
  resource: { kind: string; id?: string; network?: string };
  outcome: string;
  reason?: string;
  session?: string;
  request?: string;
  trace?: string;
  before?: string;
  after?: string;
  ms?: number;
  /** AES-256-GCM under the subject's key, base64url: nonce (12 bytes), ciphertext of `PersonalData` as JSON, tag (16 bytes). */
  personal?: string;
  /** First 16 bytes of the SHA-256 of that JSON, hex: binds an export's plain fields to the chain. */
  commit?: string;
}

/** What names a person. The salt keeps `commit` from being guessed once the key is gone. */
export interface PersonalData {
  salt: string;
  user_id?: string;
  ip?: string;
  user_agent?: string;
}
