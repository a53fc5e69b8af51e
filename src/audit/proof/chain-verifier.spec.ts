import * as fc from 'fast-check';
import { chainRecords } from '../../../test/audit-records';
import { linkOf } from '../chain/chain';
import type { SealedRecord } from '../sealed-record';
import { ChainVerifier } from './chain-verifier';
import { signCheckpoint, type Checkpoint } from './checkpoint';
import type { Proof } from './proof';
import { SigningKey } from './signing-key';
import { signTombstone, type Tombstone } from './tombstone';

const TENANT = 'tenant_1';
const MARK_KEY = Buffer.alloc(32, 1);
const KEY = new SigningKey(Buffer.alloc(32, 2));
const NEXT_KEY = new SigningKey(Buffer.alloc(32, 3));
const COUNT = 40;
const RECORDS = chainRecords(
  TENANT,
  MARK_KEY,
  Array.from({ length: COUNT }, () => ({})),
);

const at = new Date('2026-01-01T00:00:00Z');
const linkAt = (sequence: number): Buffer => (RECORDS[sequence - 1] as SealedRecord).link;
const checkpointAt = (seq: number, key = KEY, previous?: SigningKey) =>
  signCheckpoint(key, { tenant: TENANT, seq, link: linkAt(seq), at }, previous);

interface Told {
  records: readonly SealedRecord[];
  checkpoints?: Checkpoint[];
  tombstones?: Tombstone[];
  markKeys?: Buffer[];
  publicKeys?: string[];
  end?: number;
}

function verify({
  records,
  checkpoints = [],
  tombstones = [],
  markKeys = [MARK_KEY],
  publicKeys = [KEY.publicKey],
  end = COUNT,
}: Told): Proof {
  const verifier = new ChainVerifier({ tenantId: TENANT, markKeys, publicKeys });
  for (const tombstone of tombstones) verifier.tombstone(tombstone);
  for (const record of records) {
    verifier.record(record);
    for (const checkpoint of checkpoints) if (checkpoint.seq === record.sequence) verifier.checkpoint(checkpoint);
  }
  for (const checkpoint of checkpoints) if (checkpoint.seq > (records.at(-1)?.sequence ?? 0)) verifier.checkpoint(checkpoint);
  verifier.end(end);
  return verifier.finish();
}

/** The chain from record `from` on as somebody writes it who has none of our keys: records of his own text, marks of before. */
function rewrittenFrom(from: number): SealedRecord[] {
  let previous: Buffer | undefined;
  return RECORDS.map((record) => {
    if (record.sequence < from) return record;
    const sealed = record.sequence === from ? record.sealed.replace('allowed', 'denied') : record.sealed;
    previous = linkOf(previous ?? linkAt(from - 1), sealed);
    return { ...record, sealed, link: previous };
  });
}

describe('ChainVerifier', () => {
  it('finds a log good that nobody touched', () => {
    const proof = verify({ records: RECORDS, checkpoints: [checkpointAt(10), checkpointAt(COUNT)] });
    expect(proof).toMatchObject({ valid: true, checked: COUNT, checkpoints: 2, fromSequence: 1, toSequence: COUNT });
  });

  it('names the first bad sequence, whatever is done to the records', () => {
    const place = fc.integer({ min: 0, max: COUNT - 1 });
    const tampering = fc.oneof(
      fc.tuple(place, fc.nat(), fc.integer({ min: 1, max: 255 })).map(([index, byte, bits]) => {
        const sealed = Buffer.from((RECORDS[index] as SealedRecord).sealed);
        sealed[byte % sealed.length] = (sealed[byte % sealed.length] as number) ^ bits;
        return { records: RECORDS.with(index, { ...(RECORDS[index] as SealedRecord), sealed: sealed.toString('latin1') }), bad: index + 1 };
      }),
      fc.tuple(place, fc.constantFrom('link', 'mark'), fc.nat(), fc.integer({ min: 1, max: 255 })).map(([index, field, byte, bits]) => {
        const record = RECORDS[index] as SealedRecord;
        const bytes = Buffer.from(record[field]);
        bytes[byte % bytes.length] = (bytes[byte % bytes.length] as number) ^ bits;
        return { records: RECORDS.with(index, { ...record, [field]: bytes }), bad: index + 1 };
      }),
      place.map((index) => ({ records: RECORDS.toSpliced(index, 1), bad: index + 1 })),
      fc
        .tuple(place, place)
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => {
          const records = RECORDS.with(a, RECORDS[b] as SealedRecord).with(b, RECORDS[a] as SealedRecord);
          return { records, bad: Math.min(a, b) + 1 };
        }),
      fc
        .tuple(place, place)
        .filter(([from, to]) => from < to)
        .map(([from, to]) => {
          const record = RECORDS[to] as SealedRecord;
          // Between two records, under the sequence of the one it stands before.
          return { records: RECORDS.toSpliced(from, 0, { ...record, sequence: from + 1 }), bad: from + 1 };
        }),
      fc.integer({ min: 2, max: COUNT }).map((from) => ({ records: rewrittenFrom(from), bad: from })),
      fc.integer({ min: 1, max: COUNT }).map((kept) => ({ records: RECORDS.slice(kept), bad: 1 })),
      fc.integer({ min: 0, max: COUNT - 1 }).map((kept) => ({ records: RECORDS.slice(0, kept), bad: kept + 1 })),
    );
    fc.assert(
      fc.property(tampering, ({ records, bad }) => {
        expect(verify({ records })).toMatchObject({ valid: false, firstBadSequence: bad });
      }),
      { numRuns: 1_000 },
    );
  });

  it.each<[string, string, number, Partial<Told>]>([
    ['a record was removed', 'gap', 7, { records: RECORDS.toSpliced(6, 1) }],
    ['two changed places', 'reordered', 7, { records: RECORDS.with(6, RECORDS[7] as SealedRecord).with(7, RECORDS[6] as SealedRecord) }],
    ['a text was changed', 'altered', 7, { records: RECORDS.with(6, { ...(RECORDS[6] as SealedRecord), sealed: '{}' }) }],
    ['a record calls itself an earlier one', 'altered', 7, { records: RECORDS.with(6, { ...(RECORDS[6] as SealedRecord), sequence: 6 }) }],
    ['a record comes twice', 'inserted', 7, { records: RECORDS.toSpliced(20, 0, RECORDS[6] as SealedRecord) }],
    ['somebody chained it anew', 'forged', 7, { records: rewrittenFrom(7) }],
    ['the end is missing', 'truncated', 31, { records: RECORDS.slice(0, 30), checkpoints: [checkpointAt(35)], end: 0 }],
    [
      'the chain is new since a checkpoint',
      'checkpoint-mismatch',
      6,
      { records: rewrittenFrom(7), markKeys: [], checkpoints: [checkpointAt(5), checkpointAt(10)] },
    ],
    ['a checkpoint was changed', 'signature', 10, { checkpoints: [{ ...checkpointAt(10), at: 'then' }] }],
    ['a stranger signed', 'signature', 10, { checkpoints: [checkpointAt(10, NEXT_KEY)] }],
    [
      'a key only says which it follows',
      'signature',
      10,
      { checkpoints: [{ ...checkpointAt(10, NEXT_KEY, KEY), previous_signature: 'AAAA' }] },
    ],
  ])('says what is wrong: %s', (_what, fault, firstBadSequence, told) => {
    expect(verify({ records: RECORDS, ...told })).toMatchObject({ valid: false, fault, firstBadSequence });
  });

  it('trusts a key that one it knows vouches for, in either direction', () => {
    const checkpoints = [checkpointAt(5), checkpointAt(10, NEXT_KEY, KEY), checkpointAt(20, NEXT_KEY)];
    for (const { publicKey } of [KEY, NEXT_KEY])
      expect(verify({ records: RECORDS, checkpoints, publicKeys: [publicKey] })).toMatchObject({ valid: true });
  });

  it('goes on from the tombstones, which must be ours and follow one another', () => {
    const range = (from: number, to: number) => ({
      tenant: TENANT,
      from,
      to,
      count: to - from + 1,
      root: 'AAAA',
      link: linkAt(to).toString('base64url'),
      at: '',
    });
    const [first, second] = [signTombstone(KEY, range(1, 4)), signTombstone(KEY, range(5, 9))];
    const records = RECORDS.slice(9);
    expect(verify({ records, tombstones: [first, second] })).toMatchObject({ valid: true, checked: 31 });
    expect(verify({ records, tombstones: [second] })).toMatchObject({ fault: 'gap', firstBadSequence: 1 });
    expect(verify({ records, tombstones: [first, { ...second, link: first.link }] })).toMatchObject({
      fault: 'signature',
      firstBadSequence: 5,
    });
    expect(verify({ records, tombstones: [signTombstone(NEXT_KEY, range(1, 9))] })).toMatchObject({ fault: 'signature' });
  });
});
