import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { ArrivalDeadlines } from '../../src/arrival-deadline';

const TIMEOUT_MS = 150;

describe('the deadline for the arrival of a body', () => {
  let server: Server;
  let socket: Socket;
  let deadlines: ArrivalDeadlines;
  /** Answers what it was sent, once all of it is there; `/slow` may take longer, `/closed` is refused at once. */
  beforeEach(async () => {
    deadlines = new ArrivalDeadlines(TIMEOUT_MS);
    server = createServer((request, response) => {
      deadlines.watch(request, response, request.url === '/slow');
      if (request.url === '/closed') return void response.writeHead(401).end();
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => response.end(`got ${Buffer.concat(chunks).toString()}`));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
  });
  afterEach(() => {
    socket.destroy();
    deadlines.close();
    server.close();
  });

  const begin = (path: string, length: number) =>
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n`);
  /** Sends a character every third of the deadline. */
  const trickle = (text: string) => {
    let sent = 0;
    const timer = setInterval(() => (sent < text.length ? socket.write(text[sent++] as string) : clearInterval(timer)), TIMEOUT_MS / 3);
    socket.once('close', () => clearInterval(timer));
  };
  const answer = async (): Promise<string> => {
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await once(socket, 'close');
    return text;
  };

  it('ends a request that trickles in, with a problem', async () => {
    begin('/', 20);
    trickle('x'.repeat(20));
    expect(await answer()).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"request-timeout"/);
  });

  it('lets one take longer that may, as long as something of it arrives', async () => {
    begin('/slow', 12);
    trickle('twelve bytes');
    expect(await answer()).toContain('got twelve bytes');
  });

  it('ends also that one when nothing arrives any more', async () => {
    begin('/slow', 12);
    socket.write('twelve');
    expect(await answer()).toContain('408');
  });

  it('does not wait for the rest of what has been refused', async () => {
    begin('/closed', 12);
    expect(await answer()).toContain('401');
  });

  it('leaves alone what has arrived, however long its answer takes', async () => {
    begin('/', 0);
    expect(await answer()).toContain('got ');
  });
});
