import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { MeshError } from '../../errors';
import { EMPTY_SHA256, sha256Of } from './string-to-sign';
import { malformed } from './verify-signature';

const SHA256 = /^[0-9a-f]{64}$/;

/** Whether a request comes signed: only then is its body digested. */
export function isSigned(headers: IncomingHttpHeaders): boolean {
  return headers['x-mesh-signature'] !== undefined;
}

/** What the bodies of signed requests were as they came, for the guard that runs once they are parsed. */
export class RawBodies {
  private static readonly digests = new WeakMap<IncomingMessage, string>();

  /**
   * Keeps the digest of a body that has arrived whole.
   * @throws MeshError 401 `signature-body-mismatch` when `X-Mesh-Content-SHA256` names another.
   */
  static arrived(request: IncomingMessage, bytes: Buffer): void {
    if (!isSigned(request.headers)) return;
    const digest = sha256Of(bytes);
    const declared = request.headers['x-mesh-content-sha256'];
    if (declared !== undefined && declared !== digest) throw mismatch();
    RawBodies.digests.set(request, digest);
  }

  /**
   * The body of a request that is read while it arrives. Of a signed one it fails at its end with a 401
   * `signature-body-mismatch` unless its bytes are those of `X-Mesh-Content-SHA256`, which is what the signature covers.
   * @throws MeshError 401 `signature-malformed` when a signed request does not name that digest.
   */
  static arriving(request: IncomingMessage, body: Readable): Readable {
    if (!isSigned(request.headers)) return body;
    const declared = request.headers['x-mesh-content-sha256'];
    if (typeof declared !== 'string' || !SHA256.test(declared)) {
      throw malformed('a body that is read as it arrives needs X-Mesh-Content-SHA256, 64 hex digits');
    }
    RawBodies.digests.set(request, declared);
    const checked = new CheckedBytes(declared);
    // Not `pipeline`: it would end the connection, and with it the answer, when a reader stops before the end.
    body.once('error', (error) => checked.destroy(error));
    body.once('close', () => {
      if (!body.readableEnded) checked.destroy(new Error('the connection closed before the body had arrived'));
    });
    // Who refuses a request never reads its body: an error that nobody listens to would end the process.
    checked.on('error', () => undefined);
    checked.once('close', () => body.resume());
    return body.pipe(checked);
  }

  /**
   * What a signature has to cover as the digest of this request's body.
   * @throws MeshError 401 `signature-body-mismatch` when there is no body and `X-Mesh-Content-SHA256` names one.
   */
  static digestOf(request: IncomingMessage): string {
    const digest = RawBodies.digests.get(request);
    if (digest !== undefined) return digest;
    const declared = request.headers['x-mesh-content-sha256'];
    if (declared !== undefined && declared !== EMPTY_SHA256) throw mismatch();
    return EMPTY_SHA256;
  }
}

/** Passes bytes on and holds their digest against the declared one before it ends. */
class CheckedBytes extends Transform {
  private readonly hash = createHash('sha256');

  constructor(private readonly declared: string) {
    super();
  }

  override _transform(bytes: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.hash.update(bytes);
    done(null, bytes);
  }

  override _flush(done: TransformCallback): void {
    done(this.hash.digest('hex') === this.declared ? null : mismatch());
  }
}

function mismatch(): MeshError {
  return new MeshError('unauthenticated', 'signature-body-mismatch', 'the body is not the one that was signed');
}
