import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';

/** Milliseconds in which what is waited for comes. */
const DEADLINE_MS = 15_000;

/** A message of the service. */
export type Said = Record<string, any> & { type: string };

/** A WebSocket connection to the service, with all that came over it. */
export class Talk {
  readonly said: Said[] = [];
  private taken = 0;
  private wake?: () => void;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.said.push(JSON.parse((data as Buffer).toString()) as Said);
      this.wake?.();
    });
    socket.once('close', () => this.wake?.());
    socket.on('error', () => undefined);
  }

  /** Opens `/networks/{networkId}/ws`; `url` is that of the service. */
  static to(url: string, networkId: string, options: ClientOptions = {}, protocols: string[] = []): Talk {
    return new Talk(new WebSocket(`${url.replace('http', 'ws')}/api/mesh/networks/${networkId}/ws`, protocols, options));
  }

  /** The same, once the service has said that it is connected. */
  static async connected(url: string, networkId: string, headers: Record<string, string>): Promise<Talk> {
    const talk = Talk.to(url, networkId, { headers });
    await talk.next('connected');
    return talk;
  }

  /** The status and body with which the handshake was refused. */
  async refusal(): Promise<{ status: number; body: any; headers: Record<string, unknown> }> {
    const [, response] = (await once(this.socket, 'unexpected-response')) as [
      unknown,
      NodeJS.ReadableStream & { statusCode: number; headers: Record<string, unknown> },
    ];
    let text = '';
    for await (const chunk of response) text += chunk.toString();
    return { status: response.statusCode, body: JSON.parse(text) as unknown, headers: response.headers };
  }

  say(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The next message that nobody took yet, of this type or any; those before it are passed over. */
  async next(type?: string): Promise<Said> {
    const giveUpAtMs = Date.now() + DEADLINE_MS;
    for (;;) {
      while (this.taken < this.said.length) {
        const message = this.said[this.taken++] as Said;
        if (type === undefined || message.type === type) return message;
      }
      if (this.socket.readyState === WebSocket.CLOSED || Date.now() > giveUpAtMs) {
        throw new Error(`no ${type ?? 'message'} came; the last were ${JSON.stringify(this.said.slice(-3))}`);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, DEADLINE_MS);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Says something; the next message. */
  ask(message: unknown, type?: string): Promise<Said> {
    this.say(message);
    return this.next(type);
  }

  /** Resolves to the code and reason with which it was closed. */
  async closed(): Promise<{ code: number; reason: string }> {
    const [code, reason] = (await once(this.socket, 'close')) as [number, Buffer];
    return { code, reason: reason.toString() };
  }

  /** Ends it from this side. */
  async leave(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const closed = this.closed();
    this.socket.close();
    await closed;
  }
}
