/** A vector as it goes to another process: its 32-bit numbers in the order of the machine, as base64. */
export function wireVectorOf(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

/** The vector that came from another process. */
export function vectorOfWire(text: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
}
