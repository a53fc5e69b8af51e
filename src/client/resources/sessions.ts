import type { CreateSessionDto } from '../../memory/sessions/dto/create-session.dto';
import type { ExtendSessionDto } from '../../memory/sessions/dto/extend-session.dto';
import type { SessionsController } from '../../memory/sessions/sessions.controller';
import type { AnswerOf, Page, PageOptions } from '../answer-of';
import { path, type CallOptions } from '../transport/call';
import type { Transport } from '../transport/transport';

/** A session. */
export type Session = AnswerOf<SessionsController['get']>;

/** `/networks/{network_id}/sessions`. One that has ended or expired is not found. */
export class SessionsApi {
  constructor(private readonly transport: Transport) {}

  create(networkId: string, session: CreateSessionDto, options?: CallOptions): Promise<Session> {
    return this.transport.json({ method: 'POST', path: path`/networks/${networkId}/sessions`, body: session, safety: 'create' }, options);
  }

  list(networkId: string, page: PageOptions = {}, options?: CallOptions): Promise<Page<Session>> {
    return this.transport.json({ method: 'GET', path: path`/networks/${networkId}/sessions`, query: page, safety: 'repeat' }, options);
  }

  get(networkId: string, sessionId: string, options?: CallOptions): Promise<Session> {
    return this.transport.json({ method: 'GET', path: path`/networks/${networkId}/sessions/${sessionId}`, safety: 'repeat' }, options);
  }

  /** Its whole time to live from now on. */
  extend(networkId: string, sessionId: string, change: ExtendSessionDto = {}, options?: CallOptions): Promise<Session> {
    const call = { method: 'PATCH', path: path`/networks/${networkId}/sessions/${sessionId}`, body: change, safety: 'repeat' } as const;
    return this.transport.json(call, options);
  }

  /** Its memories and tasks are gone when this resolves. */
  end(networkId: string, sessionId: string, options?: CallOptions): Promise<void> {
    return this.transport.json({ method: 'DELETE', path: path`/networks/${networkId}/sessions/${sessionId}`, safety: 'repeat' }, options);
  }
}
