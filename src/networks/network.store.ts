import { Injectable } from '@nestjs/common';
import { networkKey, newestFirst, RedisClient, tenantKey, type Page } from '../redis';
import type { AgentConfig } from './agent-config';
import type { Network } from './network';

/** The only code that touches networks and their agents in Redis. Both live until the network is deleted: no TTL. */
@Injectable()
export class NetworkStore {
  constructor(private readonly redis: RedisClient) {}

  /**
   * Writes a network and its agents, then names it in the tenant's index. The index lies in another slot, so it comes
   * last: a crash in between leaves a network that no list shows and nobody was told of.
   */
  async create(tenantId: string, network: Network, agents: AgentConfig[]): Promise<void> {
    const { networkId } = network;
    await this.redis.run((redis) =>
      redis
        .multi()
        .set(documentKey(tenantId, networkId), JSON.stringify(network))
        .hset(agentsKey(tenantId, networkId), Object.fromEntries(agents.map((agent) => [agent.agentId, JSON.stringify(agent)])))
        .exec(),
    );
    await this.redis.run((redis) => redis.zadd(indexKey(tenantId), Date.parse(network.createdAt), networkId));
  }

  /** Replaces the document of a network that exists. */
  async update(tenantId: string, network: Network): Promise<void> {
    await this.redis.run((redis) => redis.set(documentKey(tenantId, network.networkId), JSON.stringify(network), 'XX'));
  }

  async find(tenantId: string, networkId: string): Promise<Network | undefined> {
    const text = await this.redis.run((redis) => redis.get(documentKey(tenantId, networkId)));
    return text === null ? undefined : (JSON.parse(text) as Network);
  }

  async list(tenantId: string, page: { limit: number; cursor?: string | undefined }): Promise<Page<Network>> {
    return newestFirst(this.redis, indexKey(tenantId), page, (ids) => Promise.all(ids.map((id) => this.find(tenantId, id))));
  }

  async putAgent(tenantId: string, agent: AgentConfig): Promise<void> {
    await this.redis.run((redis) => redis.hset(agentsKey(tenantId, agent.networkId), agent.agentId, JSON.stringify(agent)));
  }

  /** Every agent of a network, oldest first. */
  async agents(tenantId: string, networkId: string): Promise<AgentConfig[]> {
    const all = await this.redis.run((redis) => redis.hvals(agentsKey(tenantId, networkId)));
    return all.map((text) => JSON.parse(text) as AgentConfig).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  }

  async countAgents(tenantId: string, networkId: string): Promise<number> {
    return this.redis.run((redis) => redis.hlen(agentsKey(tenantId, networkId)));
  }

  async findAgent(tenantId: string, networkId: string, agentId: string): Promise<AgentConfig | undefined> {
    const text = await this.redis.run((redis) => redis.hget(agentsKey(tenantId, networkId), agentId));
    return text === null ? undefined : (JSON.parse(text) as AgentConfig);
  }

  /** Whether there was such an agent. */
  async deleteAgent(tenantId: string, networkId: string, agentId: string): Promise<boolean> {
    return (await this.redis.run((redis) => redis.hdel(agentsKey(tenantId, networkId), agentId))) === 1;
  }
}

const indexKey = (tenantId: string) => tenantKey(tenantId, 'networks');
const documentKey = (tenantId: string, networkId: string) => networkKey(tenantId, networkId, 'network');
const agentsKey = (tenantId: string, networkId: string) => networkKey(tenantId, networkId, 'agents');
