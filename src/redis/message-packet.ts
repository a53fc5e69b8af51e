/**
 * Characters of a packet: a memory of 10 MiB, as JSON writes it. Redis itself cuts off subscribers for whom more than 32 MB wait
 * (`client-output-buffer-limit pubsub`), and they connect again.
 */
const MAX_PACKET_CHARS = 24 * 1_048_576;
/** Ids are the caller's: longer ones are not worth a key. */
const MAX_ID_LENGTH = 128;
/** Stock clients write the id behind all else. */
const LAST_ID = /"id":"([\w-]{1,128})"\}$/;

/** What is known of a packet before anything is done about it. */
export type MessagePacket =
  /** A message that wants an answer. */
  | { kind: 'request'; id: string; data: unknown }
  /** One that wants none. */
  | { kind: 'event' }
  /** One that is too large to be read; who sent it is told so where its id can be seen. */
  | { kind: 'too-large'; id: string | undefined }
  /** Nothing that a client of this transport sends. */
  | { kind: 'unknown' };

/** @throws SyntaxError when it is no JSON. */
export function packetOf(text: string): MessagePacket {
  if (text.length > MAX_PACKET_CHARS) return { kind: 'too-large', id: LAST_ID.exec(text.slice(-200))?.[1] };
  const packet: unknown = JSON.parse(text);
  if (typeof packet !== 'object' || packet === null) return { kind: 'unknown' };
  const { id, data } = packet as { id?: unknown; data?: unknown };
  if (id === undefined) return { kind: 'event' };
  return typeof id === 'string' && id.length <= MAX_ID_LENGTH ? { kind: 'request', id, data } : { kind: 'unknown' };
}
