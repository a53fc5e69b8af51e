// eslint-disable-next-line no-control-regex -- what a terminal obeys
const COMMANDS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** A text that a model or somebody else wrote, without what a terminal would obey: colours, titles, moves. */
export function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(COMMANDS, '\ufffd');
}
