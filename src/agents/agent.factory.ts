import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { invalidField } from '../errors';
import { AgentTypes, type AgentConfig, type AgentSkills } from '../networks';
import { Agent } from './agent';
import { AgentType } from './agent-type.decorator';
import { checkOwnParameters } from './custom/own-parameters';

/** Serves every type that no class is registered for. */
const CUSTOM = 'custom';

/** Finds every provider decorated with `@AgentType` at start and matches configured agents to them. */
@Injectable()
export class AgentFactory implements OnModuleInit {
  private readonly agents = new Map<string, Agent>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly types: AgentTypes,
  ) {}

  /** @throws Error when two providers claim one type, one is no `Agent`, or nothing serves custom agents. */
  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders({ metadataKey: AgentType.KEY })) {
      const type = this.discovery.getMetadataByDecorator(AgentType, wrapper);
      const agent: unknown = wrapper.instance;
      if (type === undefined) continue;
      if (!(agent instanceof Agent)) throw new Error(`the provider of agent type ${type} is no Agent`);
      const other = this.agents.get(type);
      if (other !== undefined && other !== agent) throw new Error(`two providers claim agent type ${type}`);
      this.agents.set(type, agent);
    }
    this.types.register({ skillsOf: (agent) => this.skillsOf(agent), check: (agent, path) => this.check(agent, path) });
    if (!this.agents.has(CUSTOM)) throw new Error(`no provider has agent type ${CUSTOM}`);
  }

  /** The agent that serves this configuration: that of its type, else the custom one. */
  agentFor(config: AgentConfig): Agent {
    return this.agents.get(config.type) ?? this.agents.get(CUSTOM)!;
  }

  /** What this agent can do: its type's capabilities and those configured, each once. */
  capabilitiesOf(config: AgentConfig): string[] {
    return [...new Set([...this.agentFor(config).capabilities, ...config.capabilities])];
  }

  /** What clients are told of the agent. */
  private skillsOf(config: AgentConfig): AgentSkills {
    return { capabilities: this.capabilitiesOf(config), taskTypes: this.agentFor(config).taskTypes };
  }

  /** @throws MeshError invalid when the agent's type cannot work with its parameters. */
  private check(config: AgentConfig, path: string): void {
    if (config.type === CUSTOM || !this.agents.has(config.type)) return checkOwnParameters(config, path);
    for (const [name, value] of Object.entries({ output_schema: config.parameters.outputSchema, examples: config.parameters.examples })) {
      if (value !== undefined) throw invalidField(`${path}parameters.${name}`, `is for custom agents: ${config.type} has its own`);
    }
  }
}
