import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Bytes up to which a smaller window suffices: zlib otherwise sets 256 KB aside for each column of a wide table. */
const SMALL_BYTES = 8_192;
const SMALL = { level: 1, windowBits: 13, memLevel: 6, chunkSize: 4_096 };
const LARGE = { level: 1 };

/** The cells of a column in one block as they are stored: JSON, deflated. */
export function packCells(cells: readonly (string | null)[]): Buffer {
  const json = Buffer.from(JSON.stringify(cells));
  return deflateRawSync(json, json.length <= SMALL_BYTES ? SMALL : LARGE);
}

export function unpackCells(bytes: Buffer): (string | null)[] {
  return JSON.parse(inflateRawSync(bytes).toString()) as (string | null)[];
}
