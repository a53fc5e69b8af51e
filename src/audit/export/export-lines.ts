import { isSignedBy, type SigningKey } from '../proof/signing-key';
import type { Checkpoint } from '../proof/checkpoint';
import type { Tombstone } from '../proof/tombstone';
import type { EventView } from './event.view';

/** First line of an export that proves itself. */
export interface ExportHeader {
  kind: 'ai-mesh-audit';
  v: 1;
  tenant: string;
  /** First and last record of the file; `to` is less than `from` for none. */
  from: number;
  to: number;
  /** Hash of the record before the first, base64url; null where the tombstones or the beginning of the log say it. */
  previous: string | null;
  /** Keys that may have signed what is in the file, base64url, the current one first. */
  public_keys: readonly string[];
}

/** A record. `event` is what it says, for people and programs; it is bound to `sealed`, which is what was hashed. */
export interface ExportRecord {
  kind: 'record';
  sequence: number;
  /** Byte for byte. */
  sealed: string;
  /** base64url. */
  link: string;
  event: EventView;
  /** Binds what names a person in `event` to the commitment in `sealed`; absent where nothing does. */
  salt?: string;
}

/** Last line: the mesh vouches for the whole file. */
export interface ExportFooter {
  kind: 'footer';
  v: 1;
  tenant: string;
  from: number;
  to: number;
  count: number;
  /** Hash of the last record, base64url; empty for none. */
  link: string;
  /** Of all lines before this one, each with its line feed; hex. */
  sha256: string;
  /** RFC 3339. */
  at: string;
  public_keys: readonly string[];
  key_id: string;
  public_key: string;
  signature: string;
}

/** A line of an export. */
export type ExportLine =
  ExportHeader | (Tombstone & { kind: 'tombstone' }) | ExportRecord | (Checkpoint & { kind: 'checkpoint' }) | ExportFooter;

/** The last line of a file with this first one. */
export function signFooter(
  key: SigningKey,
  header: ExportHeader,
  file: Pick<ExportFooter, 'count' | 'link' | 'sha256'>,
  at: Date,
): ExportFooter {
  const { tenant, from, to, public_keys } = header;
  const { keyId: key_id, publicKey: public_key } = key;
  const body = { v: 1 as const, tenant, from, to, ...file, at: at.toISOString(), public_keys, key_id, public_key };
  return { kind: 'footer', ...body, signature: key.sign('export', body) };
}

/** Whether the key in it signed it. */
export function isFooterSigned({ kind: _kind, signature, ...body }: ExportFooter): boolean {
  return isSignedBy(body.public_key, 'export', body, signature);
}
