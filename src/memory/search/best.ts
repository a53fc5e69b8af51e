/** Positions of the `limit` greatest of `scores`, the greatest first; of equal ones the earlier first. */
export function best(scores: ArrayLike<number>, limit: number): number[] {
  // A heap of the best so far, the worst of them on top.
  const heap: number[] = [];
  const isWorse = (a: number, b: number): boolean => {
    const difference = (scores[a] as number) - (scores[b] as number);
    return difference < 0 || (difference === 0 && a > b);
  };
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b] as number, heap[a] as number];
  };
  const sink = (): void => {
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const worse = right < heap.length && isWorse(heap[right] as number, heap[left] as number) ? right : left;
      if (!isWorse(heap[worse] as number, heap[at] as number)) return;
      swap(at, worse);
      at = worse;
    }
  };
  for (let position = 0; position < scores.length && limit > 0; position += 1) {
    if (heap.length < limit) {
      heap.push(position);
      for (let at = heap.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (!isWorse(heap[at] as number, heap[parent] as number)) break;
        swap(at, parent);
        at = parent;
      }
    } else if (isWorse(heap[0] as number, position)) {
      heap[0] = position;
      sink();
    }
  }
  return heap.sort((a, b) => (isWorse(a, b) ? 1 : -1));
}
