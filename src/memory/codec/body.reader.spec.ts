import * as zlib from 'node:zlib';
import fc from 'fast-check';
import { MeshError } from '../../errors';
import { writeHeader } from './body-header';
import { BodyReader } from './body.reader';
import { COMPRESSIONS } from './compressions';

const CAP_BYTES = 1_048_576;
const reader = new BodyReader(CAP_BYTES);

/** Written once, by version 0.1.0 on Node 22; every version reads them. */
const TEXT = '{"type":"fact","content":"Ana prefers tea in the morning, tea in the evening, and tea at night.","trust":"untrusted"}';
const STORED = {
  deflate:
    '01754dcc310a83501444d1ad3ca6feb800bb2ce5a1a3fe22a37c474142f61e629a749753dc177c6d448f2907a3605865cae8f150c6d638b1ed6166548517c6736daa9acbbff1e4cf52e3ede9509d177728703bf6efefd05d1cf1fe00',
  'deflate-dictionary-1': '0275c31d498e798988aa313511560b421bfa3a0a250831503b38332f1d5a64a726824a7f707da48735686a01',
  zstd: '037528b52ffd2075c50200e2c51217a0371d76cedfa9d427442c354a42ffdc05fc1889aa110407163d4a77271a1ea53b0b01478ee3ba15b6125a0e1f5f22a8222f9fb2bed0d5e80dca1ca0e1dd3b215878c20c1a7650380d0103003bc500c3c8e32614',
};

const undecodable = (detail: RegExp) =>
  expect.objectContaining({ kind: 'internal', code: 'memory-undecodable', detail: expect.stringMatching(detail) as string }) as MeshError;

/** As another process might have written it: `announcedBytes` need not be true. */
function deflated(raw: Buffer, announcedBytes: number): Buffer {
  return Buffer.concat([writeHeader(1, announcedBytes), zlib.deflateRawSync(raw)]);
}

describe('the reader of stored bodies', () => {
  it('reads what an earlier version wrote raw', () => {
    expect(reader.read(Buffer.from(`\0${TEXT}`))).toBe(TEXT);
    expect(reader.read(Buffer.from([0]))).toBe('');
  });

  it.each(['deflate', 'deflate-dictionary-1'] as const)('reads what an earlier version wrote as %s', (codec) => {
    expect(reader.read(Buffer.from(STORED[codec], 'hex'))).toBe(TEXT);
  });

  const stored = Buffer.from(STORED.zstd, 'hex');
  if (COMPRESSIONS.zstd) it('reads what another Node wrote as zstd', () => expect(reader.read(stored)).toBe(TEXT));
  else
    it('says which Node reads zstd where this one does not', () => expect(() => reader.read(stored)).toThrow(undecodable(/zstd.*22\.15/)));

  it.each(['', '04', '7b227d', 'ff'])('refuses bytes of no codec that it knows: %j', (hex) => {
    expect(() => reader.read(Buffer.from(hex, 'hex'))).toThrow(undecodable(/empty|codec/));
  });

  it.each([
    ['a length cut off', '0180'],
    ['no body', '0175'],
    ['a body cut off', STORED.deflate.slice(0, 80)],
    ['a body of another dictionary', `01${STORED['deflate-dictionary-1'].slice(2)}`],
    ['a body that is longer than announced', `0174${STORED.deflate.slice(4)}`],
    ['a body that is shorter than announced', `0176${STORED.deflate.slice(4)}`],
    ['an announced length of nothing', `0100${STORED.deflate.slice(4)}`],
    ['bytes that are no UTF-8', '00c328'],
  ])('refuses %s', (_fault, hex) => {
    expect(() => reader.read(Buffer.from(hex, 'hex'))).toThrow(undecodable(/./));
  });

  it('refuses compressed bytes that are no UTF-8', () => {
    expect(() => reader.read(deflated(Buffer.from([0xc3, 0x28]), 2))).toThrow(undecodable(/UTF-8/));
  });

  it('rejects, and does not throw, where it inflates in the thread pool', async () => {
    const broken = deflated(Buffer.alloc(50_000, 'x'), 50_000).subarray(0, 20);
    await expect(reader.read(broken)).rejects.toEqual(undecodable(/broken/));
    await expect(reader.read(deflated(Buffer.alloc(50_000, 'x'), 49_999))).rejects.toEqual(undecodable(/broken/));
    await expect(reader.read(deflated(Buffer.alloc(50_000, 'x'), 50_001))).rejects.toEqual(undecodable(/announced/));
  });

  it('inflates exactly as much as is allowed', async () => {
    expect(await reader.read(deflated(Buffer.alloc(CAP_BYTES, 'x'), CAP_BYTES))).toHaveLength(CAP_BYTES);
  });

  describe('refuses bombs', () => {
    const bomb = zlib.deflateRawSync(Buffer.alloc(256 * CAP_BYTES), { level: 9 });
    const announcing = (bytes: number) => Buffer.concat([writeHeader(1, bytes), bomb]);

    it('that say how large they are, without inflating them', () => {
      expect(() => reader.read(announcing(256 * CAP_BYTES - 1))).toThrow(undecodable(/would inflate to 268435455 of 1048576/));
    });

    it('that lie, without inflating more than they said', async () => {
      const small = Buffer.concat([writeHeader(1, 100), zlib.deflateRawSync(Buffer.alloc(16 * CAP_BYTES), { level: 9 })]);
      const large = announcing(CAP_BYTES);
      const before = process.memoryUsage().arrayBuffers;
      expect(() => reader.read(small)).toThrow(undecodable(/broken/));
      await expect(reader.read(large)).rejects.toEqual(undecodable(/broken/));
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * CAP_BYTES);
    });
  });

  it('answers any bytes with a text or a refusal', async () => {
    const law = async (bytes: Uint8Array, codecByte: number) => {
      const read = async () => reader.read(Buffer.concat([Buffer.from([codecByte]), bytes]));
      const outcome = await read().catch((error: unknown) => error);
      expect(typeof outcome === 'string' || outcome instanceof MeshError).toBe(true);
    };
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 0, max: 4 }), law), { numRuns: 500 });
  });

  it('answers any stored body with one byte changed with a text or a refusal', async () => {
    const law = async (codec: keyof typeof STORED, at: number, byte: number) => {
      const bytes = Buffer.from(STORED[codec], 'hex');
      bytes[at % bytes.length] = byte;
      const read = async () => reader.read(bytes);
      const outcome = await read().catch((error: unknown) => error);
      expect(typeof outcome === 'string' || outcome instanceof MeshError).toBe(true);
    };
    const codecs = fc.constantFrom(...(Object.keys(STORED) as (keyof typeof STORED)[]));
    await fc.assert(fc.asyncProperty(codecs, fc.nat(200), fc.integer({ min: 0, max: 255 }), law), { numRuns: 500 });
  });
});
