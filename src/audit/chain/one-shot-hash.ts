import { createHash, hash } from 'node:crypto';

/** Bytes of a block of SHA-256, and of its hash. */
const BLOCK_BYTES = 64;
const HASH_BYTES = 32;
/** RFC 2104. */
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

/** What is hashed is laid end to end here: a one-shot hash of bytes at hand costs half of one that is told them piece by piece (1.5 to 3 µs measured). */
const scratch = Buffer.allocUnsafe(65_536);

/** SHA-256 of the two, end to end. */
export function hashOf(first: Buffer, second: string | Buffer): Buffer {
  // A character of UTF-16 is at most three bytes of UTF-8.
  if (first.length + second.length * 3 > scratch.length) return createHash('sha256').update(first).update(second).digest();
  const start = first.copy(scratch);
  const length = typeof second === 'string' ? scratch.write(second, start) : second.copy(scratch, start);
  return sha256(scratch.subarray(0, start + length));
}

/** HMAC-SHA256 (RFC 2104) of hashes under one key, whose pads are made once: a third of the time that `createHmac` takes. */
export class MarkHash {
  private readonly inner: Buffer;
  private readonly outer: Buffer;

  constructor(key: Buffer) {
    const block = Buffer.alloc(BLOCK_BYTES);
    (key.length > BLOCK_BYTES ? sha256(key) : key).copy(block);
    this.inner = Buffer.alloc(
      BLOCK_BYTES + HASH_BYTES,
      block.map((byte) => byte ^ INNER_PAD),
    );
    this.outer = Buffer.alloc(
      BLOCK_BYTES + HASH_BYTES,
      block.map((byte) => byte ^ OUTER_PAD),
    );
  }

  /** @param link 32 bytes. @throws RangeError for more or fewer, whose HMAC this would not be. */
  of(link: Buffer): Buffer {
    if (link.length !== HASH_BYTES) throw new RangeError(`a mark is that of ${HASH_BYTES} bytes`);
    link.copy(this.inner, BLOCK_BYTES);
    sha256(this.inner).copy(this.outer, BLOCK_BYTES);
    return sha256(this.outer);
  }
}

function sha256(bytes: Buffer): Buffer {
  return Buffer.from(hash('sha256', bytes, 'hex'), 'hex');
}
