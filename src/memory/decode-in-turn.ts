/** Bytes of text that are inflated at a time. */
const MAX_BYTES_AT_ONCE = 8 * 1_048_576;

/**
 * Decodes rows in order, together as long as what they inflate to stays under 8 MiB (a single one may have more): a few KiB may hold
 * hundreds of MiB. Empty places stay empty.
 */
export async function* decodeInTurn<Row, Item>(
  rows: readonly (Row | undefined)[],
  bytesOf: (row: Row) => number,
  decode: (row: Row) => Promise<Item>,
): AsyncGenerator<(Item | undefined)[]> {
  for (let from = 0; from < rows.length;) {
    let to = from;
    for (let bytes = 0; to < rows.length; to += 1) {
      const row = rows[to];
      bytes += row === undefined ? 0 : bytesOf(row);
      if (to > from && bytes > MAX_BYTES_AT_ONCE) break;
    }
    yield await Promise.all(rows.slice(from, to).map(async (row) => (row === undefined ? undefined : decode(row))));
    from = to;
  }
}
