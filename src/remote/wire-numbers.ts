/** Numbers of 32 bits as they go to another process: in the order of the machine, as base64. */
export function wireNumbersOf({ buffer, byteOffset, byteLength }: Float32Array | Uint32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

/** The bytes of the numbers that came from another process, for a typed array to be made of them. */
export function bytesOfWire(text: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(text, 'base64')).buffer;
}
