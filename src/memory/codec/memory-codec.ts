/** Placeholder until the codec is merged. */
export class MemoryCodec {
  encode(text: string): Buffer | Promise<Buffer> {
    return Buffer.concat([Buffer.from([0]), Buffer.from(text)]);
  }
  decode(bytes: Buffer): string | Promise<string> {
    return bytes.subarray(1).toString();
  }
}
