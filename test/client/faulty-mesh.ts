import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came. */
export interface Asked {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** How one request is answered. */
export type Reply = (response: ServerResponse, asked: Asked) => void;

/** A real server that answers by a script, one reply a request; the last holds for all that follow. It stands for a mesh in trouble. */
export class FaultyMesh {
  readonly asked: Asked[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(...script: Reply[]): Promise<FaultyMesh> {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const asked = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
        const reply = script[Math.min(mesh.asked.length, script.length - 1)];
        mesh.asked.push(asked);
        reply?.(response, asked);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const mesh: FaultyMesh = new FaultyMesh(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return mesh;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

/** Answers with JSON. */
export const answers =
  (status: number, body: object, headers: Record<string, string> = {}): Reply =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

/** Answers with a problem. */
export const refuses = (status: number, code: string, headers: Record<string, string> = {}): Reply =>
  answers(status, { type: `urn:ai-mesh:problem:${code}`, title: code, status, detail: code, code, retryable: status >= 429 }, headers);

/** Takes the request and lets the connection break off. */
export const breaksOff: Reply = (response) => response.destroy();

/** Never answers. */
export const saysNothing: Reply = () => undefined;

/** Server-sent events, as text; then the connection breaks off, or the stream ends. */
export const streams =
  (text: string, end: 'breaks off' | 'ends'): Reply =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(text, () => (end === 'ends' ? response.end() : setImmediate(() => response.destroy())));
  };

/** One event of a task. */
export const event = (id: string, name: string) => `id: ${id}\nevent: ${name}\ndata: {"at":"","task_id":"task_1"}\n\n`;
