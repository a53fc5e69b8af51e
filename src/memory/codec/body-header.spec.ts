import fc from 'fast-check';
import { readHeader, writeHeader } from './body-header';

describe('the header of a compressed body', () => {
  it('gives back every length under 256 MiB, and where the body begins', () => {
    const law = (codecByte: number, inflatedBytes: number) => {
      const header = writeHeader(codecByte, inflatedBytes);
      expect(header[0]).toBe(codecByte);
      expect(readHeader(Buffer.concat([header, Buffer.from('body')]))).toEqual({ inflatedBytes, end: header.length });
    };
    fc.assert(fc.property(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 2 ** 28 - 1 }), law));
  });

  it('takes three bytes for a body of 128 B–16 KiB', () => {
    expect(writeHeader(2, 128)).toHaveLength(3);
    expect(writeHeader(2, 16_383)).toHaveLength(3);
  });

  it.each(['', '02', '0280', '02ffff', '02ffffffff01'])('is refused when it is cut off or too long: %s', (hex) => {
    expect(readHeader(Buffer.from(hex, 'hex'))).toBeUndefined();
  });
});
