import { createHash, createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { linkOf, markOf } from './chain';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map((array) => Buffer.from(array));

describe('the hashes of the chain', () => {
  it('are SHA-256 of the hash before and the text, of any length and in any script', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', 'x'.repeat(100_000), 'ש'.repeat(30_000)));
    fc.assert(
      fc.property(bytes(32), text, (previous, sealed) => {
        const expected = createHash('sha256').update(previous).update(sealed).digest('hex');
        expect(linkOf(previous, sealed).toString('hex')).toBe(expected);
        expect(linkOf(previous, Buffer.from(sealed)).toString('hex')).toBe(expected);
      }),
    );
  });

  it('have marks that are HMAC-SHA256 under a key of any length', () => {
    const key = fc.integer({ min: 0, max: 100 }).chain(bytes);
    fc.assert(
      fc.property(key, bytes(32), bytes(32), (markKey, link, other) => {
        for (const each of [link, other, link]) {
          const expected = createHmac('sha256', markKey).update(each).digest('hex').slice(0, 32);
          expect(markOf(markKey, each).toString('hex')).toBe(expected);
        }
      }),
    );
  });
});
