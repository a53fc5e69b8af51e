import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { RawBodies } from './raw-body';
import { EMPTY_SHA256, sha256Of } from './string-to-sign';

const request = (digest?: string, headers: IncomingHttpHeaders = { 'x-mesh-signature': 'v1=' }): IncomingMessage =>
  ({ headers: { ...headers, ...(digest === undefined ? {} : { 'x-mesh-content-sha256': digest }) } }) as unknown as IncomingMessage;

describe('RawBodies', () => {
  const bytes = Buffer.from([0x7b, 0xff, 0x7d]);

  it('know the digest of the bytes, not of the text they were read as', () => {
    const one = request();
    RawBodies.arrived(one, bytes);
    expect(RawBodies.digestOf(one)).toBe(sha256Of(bytes));
    expect(RawBodies.digestOf(one)).not.toBe(sha256Of(bytes.toString()));
    expect(RawBodies.digestOf(request())).toBe(EMPTY_SHA256);
  });

  it('refuse a body, or none, where the client names the digest of another', () => {
    const wrong = expect.objectContaining({ code: 'signature-body-mismatch', kind: 'unauthenticated' }) as Error;
    expect(() => RawBodies.arrived(request(EMPTY_SHA256), bytes)).toThrow(wrong);
    expect(() => RawBodies.digestOf(request(sha256Of(bytes)))).toThrow(wrong);
  });

  it('pass a stream on, and fail at its end when its bytes are not those that were signed', async () => {
    const parts = () => Readable.from([bytes, bytes]);
    const whole = Buffer.concat([bytes, bytes]);
    expect(await buffer(RawBodies.arriving(request(sha256Of(whole)), parts()))).toEqual(whole);
    await expect(buffer(RawBodies.arriving(request(sha256Of(bytes)), parts()))).rejects.toMatchObject({ code: 'signature-body-mismatch' });
  });

  it('fail when the connection breaks before the end, and take no stream without a digest', async () => {
    const broken = new Readable({ read() {} });
    const read = buffer(RawBodies.arriving(request(EMPTY_SHA256), broken));
    broken.destroy();
    await expect(read).rejects.toThrow('before the body had arrived');
    expect(() => RawBodies.arriving(request(), Readable.from([]))).toThrow('signature-malformed');
  });

  it('leave requests alone that are not signed', () => {
    const stream = Readable.from([]);
    expect(RawBodies.arriving(request(undefined, {}), stream)).toBe(stream);
  });
});
