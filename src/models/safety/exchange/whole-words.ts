/** Characters that are held back at most: no address is longer. */
const MAX_HELD = 2_100;

/** A streamed text in pieces that end between two words, so that no address is seen in parts. */
export class WholeWords {
  private held = '';

  /** What may go on; may be empty. */
  push(piece: string): string {
    const text = this.held + piece;
    const end = Math.max(lastWord(text), text.length - MAX_HELD);
    this.held = text.slice(end);
    return text.slice(0, end);
  }

  end(): string {
    const rest = this.held;
    this.held = '';
    return rest;
  }
}

/** Where the last word begins. */
function lastWord(text: string): number {
  let at = text.length;
  while (at > 0 && !/\s/u.test(text[at - 1] as string)) at -= 1;
  return at;
}
