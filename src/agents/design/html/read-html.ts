import { setImmediate } from 'node:timers/promises';
import { Element } from 'domhandler';
import { DomHandler, Parser } from 'htmlparser2';
import { invalidField } from '../../../errors';

/** Bytes of HTML that are read. */
const HTML_BYTES = 500_000;
/** Levels of elements: Chromium makes no deeper trees either (`kMaximumHTMLParserDOMTreeDepth` in Blink). */
const DEPTH = 512;
/** Elements: ten times what the heaviest newsletter holds. */
const ELEMENTS = 20_000;
/** Characters read before the event loop gets its turn; some 2 ms. */
const BLOCK_CHARACTERS = 65_536;

/** A page as its elements, in the order in which they open. Nothing of it was run or fetched. */
export interface HtmlDocument {
  elements: readonly Element[];
  bytes: number;
  /** The line on which the element opens, from 1. */
  lineOf(element: Element): number;
}

/**
 * Reads untrusted HTML in blocks, with the event loop free in between; tags left open are closed where the text ends.
 * @param field names the text in errors.
 * @throws MeshError invalid when it is longer than 500,000 bytes, deeper than 512 levels or has more than 20,000 elements; the signal's reason.
 */
export async function readHtml(html: string, field: string, signal: AbortSignal): Promise<HtmlDocument> {
  const bytes = html.length > HTML_BYTES ? html.length : Buffer.byteLength(html);
  if (bytes > HTML_BYTES) throw invalidField(field, `must hold at most ${HTML_BYTES} bytes`);
  const handler = new BoundedHandler(field);
  const parser = new Parser(handler, { decodeEntities: true });
  for (let start = 0; start < html.length; start += BLOCK_CHARACTERS) {
    signal.throwIfAborted();
    parser.write(html.slice(start, start + BLOCK_CHARACTERS));
    if (html.length > BLOCK_CHARACTERS) await setImmediate();
  }
  parser.end();
  const lines = lineStarts(html);
  return { elements: handler.elements, bytes, lineOf: (element) => lineAt(lines, element.startIndex ?? 0) };
}

/** Collects elements as they open, and refuses what would take too long to walk. */
class BoundedHandler extends DomHandler {
  readonly elements: Element[] = [];

  constructor(private readonly field: string) {
    super(undefined, { withStartIndices: true });
  }

  override onopentag(name: string, attributes: Record<string, string>): void {
    super.onopentag(name, attributes);
    // The document itself is the first of the stack.
    if (this.tagStack.length - 1 > DEPTH) throw invalidField(this.field, `must not nest deeper than ${DEPTH} elements`);
    if (this.elements.length === ELEMENTS) throw invalidField(this.field, `must hold at most ${ELEMENTS} elements`);
    const opened = this.tagStack.at(-1);
    if (opened instanceof Element) this.elements.push(opened);
  }
}

function lineStarts(html: string): number[] {
  const starts = [0];
  for (let at = html.indexOf('\n'); at !== -1; at = html.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The last start at or before `offset`, by halving. */
function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
