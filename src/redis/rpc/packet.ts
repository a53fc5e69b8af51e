/** Characters of a packet that are read at all: larger things go over REST. */
const MAX_PACKET_LENGTH = 8 * 1024 * 1024;
/** Ids are the caller's: longer ones are not worth a key. */
const MAX_ID_LENGTH = 128;
/** A stock `ClientProxy` writes the id last, so that it can be told of a packet that is too large to be read. */
const ID_AT_THE_END = /"id":"([\w.:-]{1,128})"\}\s*$/;
const TAIL_LENGTH = 256;

/** What one packet is: a message that is to be answered, an event, one too large to be read, or nothing of ours. */
export type Packet =
  | { kind: 'message'; id: string; data: unknown }
  | { kind: 'event'; data: unknown }
  | { kind: 'too-large'; id: string }
  | { kind: 'unreadable'; why: 'not JSON' | 'no object' | 'no usable id' | 'too large' };

/**
 * The id of a packet that a stock `ClientProxy` wrote, without reading the packet; undefined where it stands elsewhere. Every replica finds the
 * same one.
 */
export function idAtTheEnd(text: string): string | undefined {
  return ID_AT_THE_END.exec(text.slice(-TAIL_LENGTH))?.[1];
}

/** Reads what came over a channel: `{ id, data }` as a stock `ClientProxy` sends it; without an id it is an event. Never throws. */
export function readPacket(text: string, maxLength = MAX_PACKET_LENGTH): Packet {
  if (text.length > maxLength) {
    const id = idAtTheEnd(text);
    return id === undefined ? { kind: 'unreadable', why: 'too large' } : { kind: 'too-large', id };
  }
  let packet: unknown;
  try {
    packet = JSON.parse(text);
  } catch {
    return { kind: 'unreadable', why: 'not JSON' };
  }
  if (typeof packet !== 'object' || packet === null || Array.isArray(packet)) return { kind: 'unreadable', why: 'no object' };
  const { id, data } = packet as { id?: unknown; data?: unknown };
  if (id === undefined) return { kind: 'event', data };
  if (typeof id !== 'string' || id === '' || id.length > MAX_ID_LENGTH) return { kind: 'unreadable', why: 'no usable id' };
  return { kind: 'message', id, data };
}
