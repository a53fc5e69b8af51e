/** Seven bits a byte, least first: 4 bytes reach 256 MiB. */
const MAX_LENGTH_BYTES = 4;

/** What stands before a compressed body: its codec byte and the length it inflates to. */
export interface BodyHeader {
  inflatedBytes: number;
  /** Where the body begins. */
  end: number;
}

/** The codec byte and the inflated length as a varint (LEB128). */
export function writeHeader(codecByte: number, inflatedBytes: number): Buffer {
  const header = [codecByte];
  let rest = inflatedBytes;
  for (; rest > 0x7f; rest >>>= 7) header.push((rest & 0x7f) | 0x80);
  header.push(rest);
  return Buffer.from(header);
}

/** Reads what `writeHeader` wrote; undefined when the length is cut off or longer than four bytes. */
export function readHeader(bytes: Buffer): BodyHeader | undefined {
  let inflatedBytes = 0;
  for (let index = 0; index < MAX_LENGTH_BYTES; index += 1) {
    const byte = bytes[index + 1];
    if (byte === undefined) return undefined;
    inflatedBytes |= (byte & 0x7f) << (7 * index);
    if (byte < 0x80) return { inflatedBytes, end: index + 2 };
  }
  return undefined;
}
