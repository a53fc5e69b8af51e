/** Characters that are held back at most: no address is longer. */
const MAX_HELD = 2_100;
const SCRIPT = /^<script\b/iu;
const SCRIPT_END = /<\/script[^>]{0,100}>/giu;

/** A streamed text in pieces that end between two words and not within markup, so that neither an address nor a tag is seen in parts. */
export class WholeWords {
  private held = '';

  /** What may go on; may be empty. */
  push(piece: string): string {
    const text = this.held + piece;
    const end = outsideMarkup(text, lastWord(text));
    if (text.length - end <= MAX_HELD) {
      this.held = text.slice(end);
      return text.slice(0, end);
    }
    // A tag that goes on for so long is none that anybody writes who means well: without its sign it is words.
    const rest = text[end] === '<' ? text.slice(end + 1) : text.slice(end);
    this.held = rest.slice(-MAX_HELD);
    return text.slice(0, end) + rest.slice(0, -MAX_HELD);
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

/** `end`, or where markup begins that is open there. */
function outsideMarkup(text: string, end: number): number {
  for (let at = text.indexOf('<'); at >= 0 && at < end;) {
    const next = text[at + 1];
    if (next !== undefined && !/[a-z!/?]/iu.test(next)) at = text.indexOf('<', at + 1);
    else {
      const behind = endOfMarkup(text, at);
      if (behind < 0 || behind > end) return at;
      at = text.indexOf('<', behind);
    }
  }
  return end;
}

/** Behind the markup that begins at `from`, −1 where it is open. A `>` in quotes ends no tag. */
function endOfMarkup(text: string, from: number): number {
  let quote = '';
  for (let at = from + 1; at < text.length; at += 1) {
    const sign = text[at] as string;
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') return SCRIPT.test(text.slice(from, from + 8)) ? endOfScript(text, at) : at + 1;
  }
  return -1;
}

function endOfScript(text: string, from: number): number {
  SCRIPT_END.lastIndex = from;
  return SCRIPT_END.test(text) ? SCRIPT_END.lastIndex : -1;
}
