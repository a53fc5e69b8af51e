import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

const ASKS_FOR_MORE: ReadonlySet<string> = new Set(['upgrade', 'http2-settings']);

/**
 * Serves a request that asks for an upgrade nobody offers as if it had not asked, as RFC 9110 (section 7.8) wants: some clients ask for h2c with
 * every first request, a body behind it. Node has read only its head by then, so that is written anew and read again, with what came behind.
 */
export function servePlainly(
  server: Server,
  { method, url, httpVersion, rawHeaders }: IncomingMessage,
  socket: Socket,
  head: Buffer,
): void {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    const lower = name.toLowerCase();
    if (ASKS_FOR_MORE.has(lower)) continue;
    const kept = lower === 'connection' ? value.split(',').filter((option) => !ASKS_FOR_MORE.has(option.trim().toLowerCase())) : [value];
    if (kept.length > 0) lines.push(`${name}: ${kept.join(',')}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}
