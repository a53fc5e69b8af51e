import type { IncomingHttpHeaders } from 'node:http';

/** The subprotocol that is spoken here. */
export const SUBPROTOCOL = 'mesh';

/**
 * Takes a key out of `Sec-WebSocket-Protocol: mesh, <key>`, where browsers can put it, and leaves it where every request shows its key; no answer
 * and no log ever sees it there. A key that stands in a header of its own goes first.
 */
export function takeKeyFromProtocols(headers: IncomingHttpHeaders): void {
  const [first, key] = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if (first !== SUBPROTOCOL) return;
  headers['sec-websocket-protocol'] = SUBPROTOCOL;
  if (key !== undefined && key !== '' && !showsKey(headers)) headers.authorization = `Bearer ${key}`;
}

/** Whether a request shows a key, or a signature in place of it. */
export function showsKey(headers: IncomingHttpHeaders): boolean {
  return ['authorization', 'x-api-key', 'x-mesh-signature'].some((name) => headers[name] !== undefined);
}
