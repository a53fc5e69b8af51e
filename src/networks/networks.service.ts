import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { invalidField, MeshError, notFound } from '../errors';
import { newId, newIdIn, type NetworkPlace, type Page } from '../redis';
import type { Principal } from '../security';
import { DEFAULT_AGENT_TYPES, type AgentConfig, type AgentParameters } from './agent-config';
import { AgentTypes } from './agent-types';
import type { AgentConfigDto, AgentParametersDto } from './dto/agent-config.dto';
import type { CreateNetworkDto } from './dto/create-network.dto';
import type { UpdateNetworkDto } from './dto/update-network.dto';
import type { Network } from './network';
import { NetworkRestoration } from './network-restoration';
import { NetworkStore } from './network.store';

const DEFAULT_MAX_ITERATIONS = 10;
const DEFAULT_TIMEOUT_SECONDS = 300;
const MAX_AGENTS = 50;

/** Networks and the configuration of their agents. */
@Injectable()
export class NetworksService {
  constructor(
    private readonly store: NetworkStore,
    private readonly restoration: NetworkRestoration,
    private readonly types: AgentTypes,
  ) {}

  /** The same `seed` creates one network, however often it is asked for. */
  async create(principal: Principal, body: CreateNetworkDto, seed?: string): Promise<Network> {
    const network: Network = {
      networkId: newId('network', seed),
      name: body.name,
      description: body.description ?? '',
      sharedContext: body.shared_context ?? {},
      maxIterations: body.max_iterations ?? DEFAULT_MAX_ITERATIONS,
      timeoutSeconds: body.timeout_seconds ?? DEFAULT_TIMEOUT_SECONDS,
      maxConcurrentTasks: body.max_concurrent_tasks,
      createdAt: new Date().toISOString(),
      createdBy: principal.userId,
      status: 'active',
    };
    const configs = body.agents ?? DEFAULT_AGENT_TYPES.map((type) => ({ name: type, type }));
    const agents = configs.map((config) => agentOf(network.networkId, config));
    for (const [index, agent] of agents.entries()) {
      this.types.check(agent, `agents[${index}].`);
      // Each may bring a schema to compile: others get their turn in between.
      if (agent.parameters.outputSchema !== undefined) await nextTurn();
    }
    return this.store.create(principal.tenantId, network, agents);
  }

  /** @throws MeshError 404 when the tenant has no such network. */
  async get(tenantId: string, networkId: string): Promise<Network> {
    const network = await this.orRestored(tenantId, networkId, () => this.store.find(tenantId, networkId));
    if (!network) throw notFound('network', networkId);
    return network;
  }

  async list(tenantId: string, page: { limit: number; cursor?: string | undefined }): Promise<Page<Network>> {
    if (this.restoration.isPossible && !(await this.store.isComplete(tenantId))) {
      if (await this.restoration.restoreAll(tenantId)) await this.store.noteComplete(tenantId);
    }
    return this.store.list(tenantId, page);
  }

  /**
   * What `find` finds in a network, or finds once the network is restored that Redis had lost: for things whose absence says nothing about
   * the network itself. @throws MeshError 503 while a network is being restored.
   */
  async orRestored<T>(tenantId: string, networkId: string, find: () => Promise<T | undefined>): Promise<T | undefined> {
    const found = await find();
    if (found !== undefined || !this.restoration.isPossible || (await this.store.find(tenantId, networkId))) return found;
    return (await this.restoration.restore(tenantId, networkId)) ? find() : undefined;
  }

  /** Whether Redis has the network; asks nobody else. */
  async has(tenantId: string, networkId: string): Promise<boolean> {
    return (await this.store.find(tenantId, networkId)) !== undefined;
  }

  /** What is kept of a network, undefined when it is not there; never restores it. */
  async known(tenantId: string, networkId: string): Promise<{ network: Network; agents: AgentConfig[] } | undefined> {
    const [network, agents] = await Promise.all([this.store.find(tenantId, networkId), this.store.agents(tenantId, networkId)]);
    return network && { network, agents };
  }

  /** Whether a network is gone for good, and not only out of reach. */
  async isGone(tenantId: string, networkId: string): Promise<boolean> {
    const found = await this.orRestored(tenantId, networkId, () => this.store.find(tenantId, networkId));
    return found === undefined && (await this.restoration.isMissing(tenantId, networkId));
  }

  /** Puts a network back as it was, unless it is there. */
  async reinstate(tenantId: string, network: Network, agents: AgentConfig[]): Promise<void> {
    await this.store.create(tenantId, network, agents);
  }

  /** Removes a network that is marked as erased, with its agents; what it holds is for others to remove. */
  async remove({ tenantId, networkId }: NetworkPlace): Promise<void> {
    await this.store.remove(tenantId, networkId);
  }

  /** Whether Redis still has the network, its agents or its place in the list of its tenant. */
  async isLeft({ tenantId, networkId }: NetworkPlace): Promise<boolean> {
    return this.store.isLeft(tenantId, networkId);
  }

  async update(tenantId: string, networkId: string, body: UpdateNetworkDto): Promise<Network> {
    const change = (network: Network) => ({
      ...network,
      name: body.name ?? network.name,
      description: body.description ?? network.description,
      sharedContext: body.shared_context ?? network.sharedContext,
      maxIterations: body.max_iterations ?? network.maxIterations,
      timeoutSeconds: body.timeout_seconds ?? network.timeoutSeconds,
      maxConcurrentTasks: body.max_concurrent_tasks ?? network.maxConcurrentTasks,
    });
    const changed = await this.orRestored(tenantId, networkId, () => this.store.change(tenantId, networkId, change));
    if (!changed) throw notFound('network', networkId);
    this.restoration.changed(tenantId, networkId);
    return changed;
  }

  /** Takes the id of whoever made it out of a network. */
  async forgetCreator(tenantId: string, networkId: string): Promise<void> {
    await this.store.change(tenantId, networkId, (network) => ({ ...network, createdBy: '(erased)' }));
    this.restoration.changed(tenantId, networkId);
  }

  async addAgent(tenantId: string, networkId: string, config: AgentConfigDto, seed?: string): Promise<AgentConfig> {
    await this.get(tenantId, networkId);
    if ((await this.store.countAgents(tenantId, networkId)) >= MAX_AGENTS) {
      throw invalidField('agents', `a network has at most ${MAX_AGENTS} agents`);
    }
    const agent = agentOf(networkId, config, seed);
    this.types.check(agent);
    await this.store.putAgent(tenantId, agent);
    this.restoration.changed(tenantId, networkId);
    return agent;
  }

  /** Every agent of the network, oldest first; at most 50. */
  async agents(tenantId: string, networkId: string): Promise<AgentConfig[]> {
    const agents = await this.store.agents(tenantId, networkId);
    if (agents.length > 0) return agents;
    await this.get(tenantId, networkId); // a network keeps at least one, so this one was not there
    return this.store.agents(tenantId, networkId);
  }

  async countAgents(tenantId: string, networkId: string): Promise<number> {
    return this.store.countAgents(tenantId, networkId);
  }

  async agent(tenantId: string, networkId: string, agentId: string): Promise<AgentConfig> {
    const agent = await this.orRestored(tenantId, networkId, () => this.store.findAgent(tenantId, networkId, agentId));
    if (!agent) throw notFound('agent', agentId);
    return agent;
  }

  /** @throws MeshError 409 for the last agent: a network without agents could do nothing. */
  async removeAgent(tenantId: string, networkId: string, agentId: string): Promise<void> {
    await this.agent(tenantId, networkId, agentId);
    const outcome = await this.store.deleteAgent(tenantId, networkId, agentId);
    if (outcome === 'unknown') throw notFound('agent', agentId);
    if (outcome === 'last') throw new MeshError('conflict', 'last-agent', 'a network keeps at least one agent');
    this.restoration.changed(tenantId, networkId);
  }
}

function agentOf(networkId: string, config: AgentConfigDto, seed?: string): AgentConfig {
  return {
    agentId: newIdIn('agent', networkId, seed),
    networkId,
    name: config.name,
    type: config.type,
    ...(config.model === undefined ? {} : { model: config.model }),
    ...(config.description === undefined ? {} : { description: config.description }),
    parameters: parametersOf(config.parameters ?? {}),
    capabilities: config.capabilities ?? [],
    ...(config.max_concurrency === undefined ? {} : { maxConcurrency: config.max_concurrency }),
    status: 'active',
    createdAt: new Date().toISOString(),
  };
}

function parametersOf(parameters: AgentParametersDto): AgentParameters {
  return {
    temperature: parameters.temperature,
    maxTokens: parameters.max_tokens,
    timeoutSeconds: parameters.timeout_seconds,
    instructions: parameters.instructions,
    outputSchema: parameters.output_schema,
    examples: parameters.examples?.map(({ task, answer }) => ({ task, answer })),
  };
}
