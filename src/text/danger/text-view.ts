/** A text as something else would read it. `offsets[i]` is where unit `i` of `text` began in the original; one more names its end. */
export interface View {
  text: string;
  offsets: Uint32Array | undefined;
}

/** The place in the original of a place in a view, as [start, end]; at least one unit long. */
export function originalSpan({ offsets }: View, start: number, end: number): [number, number] {
  if (offsets === undefined) return [start, end];
  const from = offsets[start] ?? 0;
  return [from, Math.max(from + 1, offsets[end] ?? from)];
}
