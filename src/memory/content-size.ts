import { MeshError } from '../errors';

/** Bytes of UTF-8 that a memory may say: 10 MiB. */
const MAX_CONTENT_BYTES = 10_485_760;

/** @throws MeshError 413 `content-too-large` naming `field`. */
export function assertContentFits(content: string, field: string): void {
  const bytes = Buffer.byteLength(content);
  if (bytes <= MAX_CONTENT_BYTES) return;
  const message = `has ${bytes} bytes of UTF-8; ${MAX_CONTENT_BYTES} are allowed`;
  throw new MeshError('too-large', 'content-too-large', `${field}: ${message}`, { errors: [{ field, message }] });
}
