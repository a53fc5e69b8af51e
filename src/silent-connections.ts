import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Ends connections on which nothing was ever asked, when called: browsers and HTTP clients open them in advance, Node does
 * not count them as idle, and a server that closes would wait for them.
 */
export function silentConnections(server: Server): () => void {
  const silent = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage) => silent.delete(socket));
  return () => {
    for (const socket of silent) socket.destroy();
  };
}
