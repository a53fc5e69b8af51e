import type { ServerMessage } from './messages';

/** A message as it is sent. */
export interface ServerText {
  type: ServerMessage['type'];
  text: string;
}

/** Events that were said before: the same one mostly goes to several connections. */
const said = new WeakMap<object, ServerText>();

/** The JSON of a message. */
export function messageText(message: ServerMessage): ServerText {
  return { type: message.type, text: JSON.stringify(message) };
}

/** The JSON of a message about `event`, made once however many are told of it. */
export function textOnce(event: object, message: () => ServerMessage): ServerText {
  const known = said.get(event) ?? messageText(message());
  said.set(event, known);
  return known;
}
