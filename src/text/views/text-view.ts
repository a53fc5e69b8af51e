/** One way to read a text: as it stands, with its tricks undone, or decoded. */
export interface TextView {
  /** `plain`, `normal`, or how it was decoded, such as `base64` or `base64+rot13`. */
  name: string;
  text: string;
  /** Index in the original of the character at `index` here; the last one's for every index behind the end. */
  originOf(index: number): number;
}

/** The text itself. */
export function plainView(text: string): TextView {
  return { name: 'plain', text, originOf: (index) => Math.min(index, Math.max(0, text.length - 1)) };
}

/** A view whose characters come from where `origins` says, which is as long as it. */
export function mappedView(name: string, text: string, origins: ArrayLike<number>): TextView {
  const last = origins.length - 1;
  return { name, text, originOf: (index) => (last < 0 ? 0 : (origins[Math.min(index, last)] as number)) };
}

/** `inner`, a view of the text of `outer`, as a view of the original. */
export function nestedView(outer: TextView, inner: TextView): TextView {
  const name = outer.name === 'plain' || outer.name === 'normal' ? inner.name : `${outer.name}+${inner.name}`;
  return { name, text: inner.text, originOf: (index) => outer.originOf(inner.originOf(index)) };
}
