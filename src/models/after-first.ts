/**
 * Resolves once the first item is there, with all items from that one on; rejects where there will be none, so that whoever
 * waits for it can still answer in another way. Leaving the loop early leaves that of the source.
 */
export async function afterFirst<T>(source: AsyncIterable<T>): Promise<AsyncIterable<T>> {
  const items = source[Symbol.asyncIterator]();
  const first = await items.next();
  return resume(first, items);
}

async function* resume<T>(first: IteratorResult<T>, items: AsyncIterator<T>): AsyncGenerator<T> {
  try {
    for (let next = first; next.done !== true; next = await items.next()) yield next.value;
  } finally {
    await items.return?.();
  }
}
