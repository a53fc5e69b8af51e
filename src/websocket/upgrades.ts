import { ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WebSocketServer, type WebSocket } from 'ws';
import { MeshError, type Problem } from '../errors';
import { CLOSE } from './close-codes';
import { noteUpgraded, UnsentResponse, type Handshake, type OpenSocket } from './handshake';
import { Inbox } from './inbox';
import { errorMessage, jsonOf } from './messages';
import { servePlainly } from './plain-upgrade';
import { showsKey, SUBPROTOCOL, takeKeyFromProtocols } from './shown-key';

/** Bytes of a message. A larger one closes its connection with 1009. */
const MAX_MESSAGE_BYTES = 65_536;
/** Milliseconds for the first message, where the key stands in it, and connections that may take that time at once. */
const FIRST_MESSAGE_MS = 5_000;
const MAX_UNPROVEN = 1_000;
const OUR_PATH = /^\/api\/mesh\/networks\/[^/?]+\/ws\/?(?:\?|$)/;

/**
 * Sends requests for a WebSocket on the way of every other request: through Fastify's hooks, Nest's guards and the filter of problems, to a
 * controller. So the same code decides on keys, scopes and limits, and the same audit, metrics and logs see them.
 */
@Injectable()
export class Upgrades implements OnModuleInit, BeforeApplicationShutdown {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false, // a window of memory for each connection, and a way to send much with little
    clientTracking: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
  private readonly handshakes = new WeakMap<IncomingMessage, Handshake>();
  private readonly unproven = new Set<WebSocket>();

  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter?.getHttpServer() as Server | undefined;
    server?.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => this.upgrade(server, request, socket, head));
  }

  beforeApplicationShutdown(): void {
    for (const socket of this.unproven) socket.close(CLOSE.restart);
  }

  /** The handshake that a request is part of; undefined for one that asks for no WebSocket. */
  of(request: IncomingMessage): Handshake | undefined {
    return this.handshakes.get(request);
  }

  private upgrade(server: Server, request: IncomingMessage, socket: Socket, head: Buffer): void {
    const { method, url = '', headers } = request;
    const isOurs = method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket' && OUR_PATH.test(url);
    if (!isOurs) return servePlainly(server, request, socket, head);
    socket.on('error', () => socket.destroy());
    takeKeyFromProtocols(headers);
    if (showsKey(headers) || this.unproven.size >= MAX_UNPROVEN) this.admit(request, socket, head);
    else void this.admitLater(request, socket, head);
  }

  /** Lets the request decide; refused, it is answered over HTTP. */
  private admit(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => socket.destroySoon());
    const open = (): OpenSocket | undefined => {
      response.detachSocket(socket);
      const opened = this.open(request, socket, head);
      if (opened !== undefined) noteUpgraded(response);
      else response.emit('close');
      return opened;
    };
    this.send(request, response, { open });
  }

  /** Opens the WebSocket first, for a key in its first message: browsers can set no headers. Refused, it is told so and closed. */
  private async admitLater(request: IncomingMessage, rawSocket: Socket, head: Buffer): Promise<void> {
    const opened = this.open(request, rawSocket, head);
    if (opened === undefined) return;
    const { socket, inbox } = opened;
    this.unproven.add(socket);
    try {
      request.headers.authorization = `Bearer ${await firstKey(inbox)}`;
    } catch (error) {
      socket.send(JSON.stringify(errorMessage(error, { request: 'auth' })));
      return socket.close(CLOSE.policy, 'show your API key first');
    } finally {
      this.unproven.delete(socket);
    }
    const response = new UnsentResponse(request, (problem) => {
      const { code, detail, status, retryable } = (problem ?? {}) as Problem;
      socket.send(JSON.stringify({ type: 'error', code, detail, status, retryable, request: 'auth' }));
      socket.close(status === 503 || status === 429 ? CLOSE.tryAgain : CLOSE.policy, code);
    });
    const open = () => {
      noteUpgraded(response);
      return opened;
    };
    this.send(request, response, { open });
  }

  private open(request: IncomingMessage, rawSocket: Socket, head: Buffer): OpenSocket | undefined {
    let opened: OpenSocket | undefined;
    this.sockets.handleUpgrade(request, rawSocket, head, (socket) => {
      socket.on('error', () => undefined); // what was wrong its close code says
      opened = { socket, inbox: new Inbox(socket) };
    });
    return opened;
  }

  private send(request: IncomingMessage, response: ServerResponse, handshake: Handshake): void {
    this.handshakes.set(request, handshake);
    this.host.httpAdapter
      .getInstance<{ routing: (request: IncomingMessage, response: ServerResponse) => void }>()
      .routing(request, response);
  }
}

/** @throws MeshError 401 `api-key-missing`, 422 `malformed-message`. */
async function firstKey(inbox: Inbox): Promise<string> {
  const text = await inbox.next(AbortSignal.timeout(FIRST_MESSAGE_MS));
  const { type, api_key: key } = ((text === undefined ? undefined : jsonOf(text)) ?? {}) as { type?: unknown; api_key?: unknown };
  if (type === 'auth' && typeof key === 'string' && /^[\x21-\x7e]{1,512}$/.test(key)) return key;
  const detail = 'show your API key: in a header, as the subprotocol after "mesh", or as {"type":"auth","api_key":…} within 5 seconds';
  throw new MeshError('unauthenticated', 'api-key-missing', detail);
}
