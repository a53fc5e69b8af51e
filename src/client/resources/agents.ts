import type { AgentHistoryController } from '../../coordinator/lists/agent-history.controller';
import type { AgentsController } from '../../networks/agents.controller';
import type { AnswerOf, PageOptions } from '../answer-of';
import { path, type CallOptions } from '../transport/call';
import type { Transport } from '../transport/transport';
import type { NewAgent } from './networks';

/** An agent of a network. */
export type Agent = AnswerOf<AgentsController['get']>;

/** `/networks/{network_id}/agents`. */
export class AgentsApi {
  constructor(private readonly transport: Transport) {}

  add(networkId: string, agent: NewAgent, options?: CallOptions): Promise<Agent> {
    return this.transport.json({ method: 'POST', path: path`/networks/${networkId}/agents`, body: agent, safety: 'create' }, options);
  }

  /** All of them: there are at most 50. */
  list(networkId: string, options?: CallOptions): Promise<AnswerOf<AgentsController['list']>> {
    return this.transport.json({ method: 'GET', path: path`/networks/${networkId}/agents`, safety: 'repeat' }, options);
  }

  get(networkId: string, agentId: string, options?: CallOptions): Promise<Agent> {
    return this.transport.json({ method: 'GET', path: path`/networks/${networkId}/agents/${agentId}`, safety: 'repeat' }, options);
  }

  delete(networkId: string, agentId: string, options?: CallOptions): Promise<void> {
    return this.transport.json({ method: 'DELETE', path: path`/networks/${networkId}/agents/${agentId}`, safety: 'repeat' }, options);
  }

  /** The steps that it was given. */
  tasks(
    networkId: string,
    agentId: string,
    page: PageOptions = {},
    options?: CallOptions,
  ): Promise<AnswerOf<AgentHistoryController['list']>> {
    const call = { method: 'GET', path: path`/networks/${networkId}/agents/${agentId}/tasks`, query: page, safety: 'repeat' } as const;
    return this.transport.json(call, options);
  }
}
