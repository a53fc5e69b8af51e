import { Injectable } from '@nestjs/common';
import { loadLua, RedisClient } from '../../redis';
import type { Turn } from '../limits/turn';
import { SecurityConfig } from '../security.config';
import { slotOfKey } from './api-key';
import { recordKey, slotPrefix } from './key-names';
import { recordOfList, type KeyRecord } from './key-record';
import type { PepperedDigest } from './pepper';

const ADMIT = loadLua(__dirname, 'admit.lua');
/** Seconds a nonce is kept: a signature is good for 300 s before and after its time, and clocks count in whole seconds. */
const NONCE_SECONDS = 660;

/** What a request shows of its key: its secret, digested, or a signature that this process has found to be right. */
export type Proof = { kind: 'secret'; digests: readonly PepperedDigest[] } | { kind: 'signature'; generation: number; nonce: string };

/** An operation that changes something: noted with the admission, taken away by the event that tells how it ended. */
export interface OpenOperation {
  id: string;
  /** JSON for whoever finds it after the process has died. */
  note: string;
}

/** A key that holds, and what is left of the tightest rate that it counts on. */
export interface AdmittedKey {
  record: KeyRecord;
  turn?: Turn;
}

/** Why a key that has this form does not hold; the tenant is known where the record is there. */
export interface RefusedKey {
  why: 'unknown' | 'mismatch' | 'revoked' | 'expired' | 'unsigned' | 'replayed' | 'unrecordable';
  tenantId?: string;
}

type Reply = [
  verdict: 'admitted' | RefusedKey['why'],
  tenantId?: string,
  record?: string[],
  turn?: [number, number, number, number, Turn['whose']],
];

/** Asks Redis whether a key holds: one call for a request. */
@Injectable()
export class KeyAdmission {
  constructor(
    private readonly redis: RedisClient,
    private readonly config: SecurityConfig,
  ) {}

  /** Takes a turn for one request. `known` is the record as this process last saw it. */
  async admit(keyId: string, proof: Proof, known?: KeyRecord, operation?: OpenOperation): Promise<AdmittedKey | RefusedKey> {
    const args = [slotPrefix(slotOfKey(keyId)), keyId, known?.version ?? '', operation?.id ?? '', operation?.note ?? ''];
    const reply = await this.redis.evaluate(ADMIT, [recordKey(keyId)], [...args, this.config.tenantRequestsPerMinute, ...proofArgs(proof)]);
    const [verdict, tenantId, fields = [], turn = []] = reply as Reply;
    if (verdict !== 'admitted') return { why: verdict, ...(tenantId !== undefined && { tenantId }) };
    const record = fields.length > 0 ? recordOfList(fields) : known;
    if (record === undefined) return { why: 'unknown' };
    const [limit, remaining, resetUs, waitUs, whose] = turn;
    if (limit === undefined || remaining === undefined || resetUs === undefined || waitUs === undefined) return { record };
    return {
      record,
      turn: { limit, remaining, resetMs: resetUs / 1_000, waitMs: waitUs / 1_000, ...(whose === undefined ? {} : { whose }) },
    };
  }
}

function proofArgs(proof: Proof): (string | number)[] {
  if (proof.kind === 'signature') return ['signature', proof.generation, proof.nonce, NONCE_SECONDS];
  const args: (string | number)[] = ['secret'];
  for (const { pepperId, digest } of proof.digests) args.push(pepperId, digest);
  return args;
}
