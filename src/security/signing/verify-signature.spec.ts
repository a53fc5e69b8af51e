import { createHmac } from 'node:crypto';
import { MeshError } from '../../errors';
import { peppersById, signingKeyIdOf, signingKeyOf } from './signing-key';
import { EMPTY_SHA256, messageToSign, stringToSign, type SignedParts } from './string-to-sign';
import { verifySignature, type ShownSignature } from './verify-signature';

const PEPPER = 'a pepper';
const KEY = signingKeyIdOf('key_0123456789abcdef', 2, PEPPER);
const NOW_MS = 1_760_000_000_500;
const PARTS: SignedParts = {
  method: 'POST',
  url: '/api/mesh/tasks?b=2&a=%20x',
  bodySha256: EMPTY_SHA256,
  timestamp: '1760000000',
  nonce: 'nonce-0123456789',
};

function sign(signed: string, change: Partial<ShownSignature> = {}): ShownSignature {
  const value = `v1=${createHmac('sha256', signingKeyOf(PEPPER, KEY)).update(signed).digest('hex')}`;
  return { key: KEY, timestamp: PARTS.timestamp, nonce: PARTS.nonce, value, ...change };
}

function codeOf(shown: ShownSignature, signed = stringToSign(PARTS), peppers = [PEPPER], nowMs = NOW_MS): string {
  try {
    verifySignature(shown, signed, peppersById(peppers), nowMs);
    return 'accepted';
  } catch (error) {
    if (error instanceof MeshError && error.kind === 'unauthenticated') return error.code;
    throw error;
  }
}

describe('a signature', () => {
  it('tells whose it is when it is right, also under a pepper that is not the current one', () => {
    const shown = sign(stringToSign(PARTS));
    const verified = verifySignature(shown, stringToSign(PARTS), peppersById(['a newer pepper', PEPPER]), NOW_MS);
    expect(verified).toMatchObject({ keyId: 'key_0123456789abcdef', generation: 2, nonce: PARTS.nonce });
  });

  it('is over these lines', () => {
    const lines = ['ai-mesh-request-1', 'POST', '/api/mesh/tasks', 'a=%20x&b=2', EMPTY_SHA256, '1760000000', 'nonce-0123456789'];
    expect(stringToSign(PARTS)).toBe(lines.join('\n'));
  });

  it('does not depend on the order of the query, but on everything else', () => {
    const shown = sign(stringToSign(PARTS));
    expect(codeOf(shown, stringToSign({ ...PARTS, url: '/api/mesh/tasks?a=%20x&b=2' }))).toBe('accepted');
    const changes: Partial<SignedParts>[] = [{ method: 'PUT' }, { url: '/api/mesh/tasks?a=+x&b=2' }, { bodySha256: '0'.repeat(64) }];
    for (const change of [...changes, { timestamp: '1760000001' }, { nonce: 'nonce-0123456780' }]) {
      expect(codeOf(shown, stringToSign({ ...PARTS, ...change }))).toBe('signature-wrong');
    }
  });

  it('is of one generation of one key', () => {
    const other = signingKeyIdOf('key_0123456789abcdef', 3, PEPPER);
    expect(codeOf(sign(stringToSign(PARTS), { key: other }))).toBe('signature-wrong');
    expect(codeOf(sign(stringToSign(PARTS)), stringToSign(PARTS), ['a newer pepper'])).toBe('signature-pepper-unknown');
  });

  it('is good for 300 seconds either way', () => {
    const shown = sign(stringToSign(PARTS));
    const at = (seconds: number) => codeOf(shown, stringToSign(PARTS), [PEPPER], (1_760_000_000 + seconds) * 1_000);
    expect([-301, -300, 300, 301].map(at)).toEqual(['signature-skew', 'accepted', 'accepted', 'signature-skew']);
  });

  it.each<Partial<ShownSignature>>([
    { key: 'key_0123456789abcdef' },
    { key: `${KEY}\n` },
    { timestamp: '-1760000000' },
    { timestamp: '1.76e9' },
    { nonce: 'too-short' },
    { nonce: 'n'.repeat(65) },
    { nonce: 'nonce 0123456789' },
    { value: '0'.repeat(64) },
    { value: `v1=${'0'.repeat(63)}` },
    { value: `v1=${'0'.repeat(64)}\n` },
  ])('is refused for its form: %j', (change) => {
    expect(codeOf(sign(stringToSign(PARTS), change))).toBe('signature-malformed');
  });

  it('of a message covers its data in any order of the fields, and not itself', () => {
    const parts = { pattern: 'mesh.coordinator.submit', timestamp: PARTS.timestamp, nonce: PARTS.nonce };
    const signed = messageToSign({ ...parts, data: { goal: 'x', network: 'n' } });
    expect(messageToSign({ ...parts, data: { network: 'n', goal: 'x', signature: sign(signed) } })).toBe(signed);
    expect(messageToSign({ ...parts, data: { network: 'm', goal: 'x' } })).not.toBe(signed);
  });
});
