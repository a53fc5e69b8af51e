/** One way to make bytes smaller and whole again: at once, or in the thread pool. */
export interface Compression {
  compress(raw: Buffer): Buffer;
  compressLater(raw: Buffer): Promise<Buffer>;
  /** Inflates to at most `maxBytes` bytes. @throws when there would be more, or when `body` is broken. */
  inflate(body: Buffer, maxBytes: number): Buffer;
  inflateLater(body: Buffer, maxBytes: number): Promise<Buffer>;
}
