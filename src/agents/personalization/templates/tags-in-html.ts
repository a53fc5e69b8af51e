/** Tags of Liquid, bounded as the parser bounds them: a search never goes far from where it began. */
const TAG = /\{\{[^{}]{0,1000}\}\}|\{%[^{}]{0,1000}%\}/g;
const PRINTED = /\{\{-?\s{0,20}([\w.]{1,200})\s{0,20}-?\}\}/g;
const ENTITY = /&(?:#(\d{1,4})|(quot|apos|lt|gt|amp));/g;
const NAMED: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };

/** The HTML with the marks in its tags as Liquid writes them: editors, and the layout of e-mails, escape the quotes in `{{ name | default: "you" }}`. */
export function readableTags(html: string): string {
  return html.replace(TAG, (tag) =>
    tag.replace(ENTITY, (_entity, code: string | undefined, name: string | undefined) =>
      code === undefined ? NAMED[name!]! : String.fromCharCode(Number(code)),
    ),
  );
}

/** Characters of private use that stand for the braces of a tag while the others are filled in. */
const [OPENED, CLOSED] = ['\ue000', '\ue001'];
const KEPT = /\ue000([\w.]{1,200})\ue001/g;

/** The source with the tags that `isLeft` names hidden from the parser, and those names: whoever sends the mail fills them in. */
export function hideTags(source: string, isLeft: (field: string) => boolean): { source: string; left: string[] } {
  const left: string[] = [];
  const hidden = source.replace(PRINTED, (tag, field: string) => {
    if (!isLeft(field)) return tag;
    left.push(field);
    return `${OPENED}${field}${CLOSED}`;
  });
  return { source: hidden, left };
}

/** What was rendered, with the hidden tags as tags again. */
export function showTags(rendered: string): string {
  return rendered.replace(KEPT, '{{ $1 }}');
}
