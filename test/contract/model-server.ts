import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a provider sent. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

/** How the server behaves for the next request; the last behaviour stays for all that follow. */
export type Behaviour = (response: ServerResponse) => void;

/** A real HTTP server that speaks no protocol of its own: it writes what it is told, faults included. */
export class ModelServer {
  readonly received: Received[] = [];
  /** TCP connections accepted so far. */
  connections = 0;
  private behaviours: Behaviour[] = [];
  private readonly server = createServer((request, response) => void this.handle(request, response));
  private arrivals: (() => void)[] = [];
  private newest?: ServerResponse;

  constructor() {
    this.server.on('connection', () => (this.connections += 1));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  behave(...behaviours: Behaviour[]): void {
    this.behaviours = behaviours;
    this.received.length = 0;
  }

  /** Resolves when the next request has arrived. */
  arrival(): Promise<void> {
    return new Promise((resolve) => this.arrivals.push(resolve));
  }

  /** Resolves when the caller of the newest request gives up on it. */
  leaving(): Promise<unknown> {
    return this.newest === undefined ? Promise.resolve() : once(this.newest, 'close');
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>;
    this.received.push({ path: request.url ?? '', headers: request.headers, body });
    this.newest = response;
    for (const arrived of this.arrivals.splice(0)) arrived();
    const behaviour = this.behaviours.length > 1 ? this.behaviours.shift() : this.behaviours[0];
    behaviour?.(response);
  }
}

/** Answers with JSON. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Behaviour {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

/** Says JSON and sends something else. */
export const garbage: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"oops": <<<');
};

/** Never answers. */
export const hang: Behaviour = () => undefined;

/** Starts a body and cuts the connection. */
export const cut: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"id":', () => response.destroy());
};

/** Says nothing, successfully. */
export const silence: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end();
};

/** What a proxy in the way sends. */
export const html: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Welcome to the hotel network</body></html>');
};

/** Sends server-sent events, each as a chunk of its own, and then ends, breaks the connection, or stays silent for ever. */
export function events(chunks: readonly (string | Buffer)[], then: 'end' | 'break' | 'stall' = 'end'): Behaviour {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    const rest = [...chunks];
    const next = (): void => {
      const chunk = rest.shift();
      if (chunk !== undefined) response.write(chunk, () => setImmediate(next));
      else if (then === 'end') response.end();
      else if (then === 'break') response.destroy();
    };
    next();
  };
}
