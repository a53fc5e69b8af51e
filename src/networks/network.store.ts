import { Injectable } from '@nestjs/common';
import { MeshError } from '../errors';
import { loadLua, networkKey, newestFirst, optimistically, RACED, RedisClient, tenantKey, type Page, type RedisConnection } from '../redis';
import type { AgentConfig } from './agent-config';
import { ErasedNetworks } from './erased-networks';
import type { Network } from './network';

const REPLACE = loadLua(__dirname, 'replace-network.lua');
const DELETE_AGENT = loadLua(__dirname, 'delete-agent.lua');

const COMPLETE_SECONDS = 7 * 86_400;

/** The only code that touches networks and their agents in Redis. Both live until the network is deleted: no TTL. */
@Injectable()
export class NetworkStore {
  constructor(
    private readonly redis: RedisClient,
    private readonly erased: ErasedNetworks,
  ) {}

  /**
   * Writes a network and its agents, then names it in the tenant's index. The index lies in another slot, so it comes
   * last: a crash in between leaves a network that no list shows and nobody was told of. @throws MeshError 409 `network-erased`
   */
  async create(tenantId: string, network: Network, agents: AgentConfig[]): Promise<Network> {
    const { networkId } = network;
    if (await this.erased.isMarked({ tenantId, networkId })) {
      throw new MeshError('conflict', 'network-erased', `the network ${networkId} was erased; nothing can take its id for 30 days`);
    }
    const known = await this.find(tenantId, networkId); // by an attempt that could not say so
    if (!known) {
      const rows = Object.fromEntries(agents.map((agent) => [agent.agentId, JSON.stringify(agent)]));
      const write = (redis: RedisConnection) =>
        redis.multi().set(documentKey(tenantId, networkId), JSON.stringify(network)).hset(agentsKey(tenantId, networkId), rows).exec();
      await this.redis.run(write);
    }
    const created = known ?? network;
    await this.redis.run((redis) => redis.zadd(indexKey(tenantId), Date.parse(created.createdAt), networkId));
    return created;
  }

  /** Changes a network, on top of whatever others change at the same time; undefined when there is none. */
  async change(tenantId: string, networkId: string, change: (network: Network) => Network): Promise<Network | undefined> {
    const key = documentKey(tenantId, networkId);
    return optimistically('network', async () => {
      const text = await this.redis.run((redis) => redis.get(key));
      if (text === null) return undefined;
      const changed = change(JSON.parse(text) as Network);
      return (await this.redis.evaluate(REPLACE, [key], [text, JSON.stringify(changed)])) === 1 ? changed : RACED;
    });
  }

  async find(tenantId: string, networkId: string): Promise<Network | undefined> {
    const text = await this.redis.run((redis) => redis.get(documentKey(tenantId, networkId)));
    return text === null ? undefined : (JSON.parse(text) as Network);
  }

  /** Removes a network with its agents. */
  async remove(tenantId: string, networkId: string): Promise<void> {
    await this.redis.run((redis) => redis.unlink(documentKey(tenantId, networkId), agentsKey(tenantId, networkId)));
    await this.redis.run((redis) => redis.zrem(indexKey(tenantId), networkId));
  }

  /** Whether anything of it is left: its document, its agents, its place in the list. */
  async isLeft(tenantId: string, networkId: string): Promise<boolean> {
    const [keys, score] = await this.redis.run((redis) =>
      Promise.all([
        redis.exists(documentKey(tenantId, networkId), agentsKey(tenantId, networkId)),
        redis.zscore(indexKey(tenantId), networkId),
      ]),
    );
    return keys > 0 || score !== null;
  }

  async list(tenantId: string, page: { limit: number; cursor?: string | undefined }): Promise<Page<Network>> {
    return newestFirst(this.redis, indexKey(tenantId), page, (ids) => Promise.all(ids.map((id) => this.find(tenantId, id))));
  }

  /** Whether the tenant's index was found complete in the last week, and Redis has not lost it since. */
  async isComplete(tenantId: string): Promise<boolean> {
    return (await this.redis.run((redis) => redis.exists(completeKey(tenantId)))) === 1;
  }

  async noteComplete(tenantId: string): Promise<void> {
    await this.redis.run((redis) => redis.set(completeKey(tenantId), '1', 'EX', COMPLETE_SECONDS));
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

  /** Deletes an agent unless it is the last one of its network. */
  async deleteAgent(tenantId: string, networkId: string, agentId: string): Promise<'deleted' | 'unknown' | 'last'> {
    const code = await this.redis.evaluate(DELETE_AGENT, [agentsKey(tenantId, networkId)], [agentId]);
    if (code === -1) return 'last';
    return code === 1 ? 'deleted' : 'unknown';
  }
}

const indexKey = (tenantId: string) => tenantKey(tenantId, 'networks');
const completeKey = (tenantId: string) => tenantKey(tenantId, 'networks', 'complete');
const documentKey = (tenantId: string, networkId: string) => networkKey(tenantId, networkId, 'network');
const agentsKey = (tenantId: string, networkId: string) => networkKey(tenantId, networkId, 'agents');
