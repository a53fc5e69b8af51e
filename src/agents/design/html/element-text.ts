import { type Element, isTag, isText } from 'domhandler';

/** Characters of a text that findings quote. */
const SAMPLE_CHARACTERS = 60;

/** The text of an element with its descendants' and the alt texts of their images, blanks folded: what a screen reader would say. */
export function spokenText(element: Element): string {
  const parts: string[] = [];
  // Not recursive: the tree is bounded, the stack of calls is no place to find out.
  const waiting: Element['children'][number][] = [element];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isText(node)) parts.push(node.data);
    else if (isTag(node)) {
      if (node.name === 'img') parts.push(node.attribs.alt ?? '');
      for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index]!);
    }
  }
  return foldBlanks(parts.join(' '));
}

/** The text that stands directly in an element, blanks folded. */
export function ownText(element: Element): string {
  return foldBlanks(element.children.map((child) => (isText(child) ? child.data : ' ')).join(''));
}

/** The element as findings name it: `a "Read on" (line 12)`. */
export function nameOf(element: Element, line: number): string {
  const said = spokenText(element);
  return `<${element.name}>${said === '' ? '' : ` "${sample(said)}"`} (line ${line})`;
}

/** The beginning of a text. */
export function sample(text: string): string {
  return text.length > SAMPLE_CHARACTERS ? `${text.slice(0, SAMPLE_CHARACTERS - 1)}…` : text;
}

/** Preheaders are padded with joiners and soft hyphens that nobody sees; they count as blanks. */
function foldBlanks(text: string): string {
  return text.replace(/(?:[\s\u00ad\u200b-\u200f\ufeff]|\u034f)+/g, ' ').trim();
}
