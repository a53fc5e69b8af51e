import { randomInt } from 'node:crypto';
import { types } from 'node:util';
import fc from 'fast-check';
import type { MeshError } from '../../errors';
import { MemoryCodec, type MemoryCodecOptions } from './memory-codec';

/** Each call of the clock is `stepMs` later, so every compression takes exactly that long. */
function clock(stepMs: number): () => number {
  let nowMs = 0;
  return () => (nowMs += stepMs);
}

/** JSON of a memory whose text repeats itself as prose does, about `bytes` long. */
function body(bytes: number, number = 0): string {
  const sentence = `The customer ${number} prefers to hear about new products in the morning, but not on Mondays. `;
  return JSON.stringify({
    type: 'fact',
    content: sentence.repeat(Math.ceil(bytes / sentence.length)).slice(0, bytes - 80),
    confidence: 0.8,
  });
}

/** Nearly every byte value as often as any other, and UTF-8 for all that: random letters of one byte and of two in turn. */
function noise(bytes: number): string {
  let text = '';
  for (let length = 0; length < bytes; length += 3) text += String.fromCharCode(randomInt(0x80), randomInt(0x80, 0x800));
  return Buffer.from(text).toString('utf8', 0, bytes - (bytes % 3)) + '.'.repeat(bytes % 3);
}

async function roundTrip(codec: MemoryCodec, text: string): Promise<string> {
  return codec.decode(await codec.encode(text));
}

/** A turn of a conversation as the service stores it. */
const SHORT = {
  type: 'fact',
  content: 'We took the kids to the lake last weekend, and my brother showed them how to build a fire.',
  confidence: 0.8,
  importance: 0.5,
  metadata: { actor: 'Nora' },
  sessionId: 'session_3fk29sk1l0q7x8ab_91lq0zj3mmc7wq2d',
  trust: 'untrusted',
  provenance: { source: 'api', userId: 'user_17' },
  memoryId: 'memory_3fk29sk1l0q7x8ab_7d0slq9zk2n5vb1x',
  networkId: 'network_3fk29sk1l0q7x8ab',
  createdAt: '2026-11-22T15:04:05.678Z',
  expiresAt: '2027-02-20T15:04:05.678Z',
};

describe('the memory codec', () => {
  describe('gives back what it was given', () => {
    const eager: MemoryCodecOptions = { nowMs: clock(0.001) };

    it('whatever JSON it is', async () => {
      const codec = new MemoryCodec(eager);
      const law = async (json: string, times: number) => {
        const text = JSON.stringify({ content: json.repeat(times) });
        expect(await roundTrip(codec, text)).toBe(text);
      };
      await fc.assert(fc.asyncProperty(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), fc.integer({ min: 1, max: 200 }), law));
    });

    it.each([0, 1, 127, 128, 255, 256, 1_023, 1_024, 16_383, 16_384, 32_767, 32_768, 100_000])('at %i bytes', async (bytes) => {
      const text = 'x'.repeat(bytes);
      expect(await roundTrip(new MemoryCodec(eager), text)).toBe(text);
    });

    it('with NUL, lone surrogates as JSON has them, right-to-left text and emoji', async () => {
      const text = JSON.stringify({ content: '\0 \ud800 \udfff שלום مرحبا 👩‍👩‍👧 ﷽ \u2028'.repeat(50) });
      expect(await roundTrip(new MemoryCodec(eager), text)).toBe(text);
    });

    it('at 10 MiB', async () => {
      const text = body(10 * 1_048_576);
      expect((await roundTrip(new MemoryCodec(), text)) === text).toBe(true);
    });
  });

  it('refuses half a character outside JSON, which would come back as another', () => {
    expect(() => new MemoryCodec().encode('half \ud83d')).toThrow(expect.objectContaining({ code: 'memory-unencodable' }) as MeshError);
  });

  it('writes nothing that it would refuse to read', () => {
    const codec = new MemoryCodec({ maxInflatedBytes: 10_000 });
    const refused = expect.objectContaining({ kind: 'too-large', code: 'memory-too-large' }) as MeshError;
    expect(() => codec.encode('x'.repeat(10_001))).toThrow(refused);
    expect(() => codec.encode('é'.repeat(5_001))).toThrow(refused);
    expect(codec.encode('x'.repeat(10_000))).toBeInstanceOf(Buffer);
  });

  it('keeps small texts raw: one byte more, and readable in Redis', () => {
    expect(new MemoryCodec().encode('{"content":"hello"}')).toEqual(Buffer.from('\0{"content":"hello"}'));
  });

  it('uses the dictionary under 16 KiB and plain deflate above', async () => {
    const codec = new MemoryCodec();
    expect((await codec.encode(body(2_000)))[0]).toBe(2);
    expect((await codec.encode(body(20_000)))[0]).toBe(1);
    expect((await codec.encode(body(40_000)))[0]).toBe(1);
  });

  it('answers at once below 32 KiB, and with a promise from there on', async () => {
    const codec = new MemoryCodec();
    const small = codec.encode('x'.repeat(32_767));
    expect(small).toBeInstanceOf(Buffer);
    expect(codec.decode(small as Buffer)).toHaveLength(32_767);

    const large = codec.encode('x'.repeat(32_768));
    expect(types.isPromise(large)).toBe(true);
    const read = codec.decode(await large);
    expect(types.isPromise(read)).toBe(true);
    expect(await read).toHaveLength(32_768);
  });

  it.each([2_000, 20_000, 60_000])('keeps %i bytes raw when compressing saves less than a tenth', async (bytes) => {
    const codec = new MemoryCodec();
    const text = noise(bytes);
    const stored = await codec.encode(text);
    expect(stored[0]).toBe(0);
    expect(stored.length).toBe(bytes + 1);
    expect(await codec.decode(stored)).toBe(text);
    expect(codec.stats().byCodec.raw).toBe(1);
  });

  it('lowers the threshold where compressing is quick', () => {
    const codec = new MemoryCodec({ nowMs: clock(0.02) });
    for (let i = 0; i < 64 * 31; i += 1) void codec.encode(body(600, i));
    expect(codec.stats().thresholdBytes).toBe(512);
    expect((codec.encode(body(600)) as Buffer)[0]).toBe(2);
  });

  it('raises the threshold where compressing is slow', () => {
    const codec = new MemoryCodec({ nowMs: clock(5) });
    for (let i = 0; i < 31; i += 1) void codec.encode(body(3_000, i));
    expect(codec.stats().thresholdBytes).toBe(4_096);
    expect((codec.encode(body(3_000)) as Buffer)[0]).toBe(0);
  });

  it('counts what it saved', async () => {
    const codec = new MemoryCodec();
    const stored = await Promise.all([body(300), body(2_000), body(20_000), body(50_000)].map(async (text) => codec.encode(text)));
    const storedBytes = stored.reduce((sum, bytes) => sum + bytes.length, 0);
    const rawBytes = [300, 2_000, 20_000, 50_000].reduce((sum, bytes) => sum + Buffer.byteLength(body(bytes)), 0);
    expect(codec.stats()).toEqual({
      items: 4,
      rawBytes,
      storedBytes,
      savedBytes: rawBytes - storedBytes,
      thresholdBytes: 1_024,
      byCodec: { raw: 1, deflate: 2, 'deflate-dictionary-1': 1, zstd: 0 },
    });
  });

  it('makes a short memory smaller by more than half where the threshold lets it', () => {
    const codec = new MemoryCodec({ nowMs: clock(0.001) });
    for (let i = 0; i < 64 * 31; i += 1) void codec.encode(body(300, i));
    const text = JSON.stringify(SHORT);
    const stored = codec.encode(text) as Buffer;
    expect(text.length).toBeGreaterThan(400);
    expect(stored.length).toBeLessThan(text.length / 2);
  });
});
