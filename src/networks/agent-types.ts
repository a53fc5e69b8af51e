import { Injectable } from '@nestjs/common';
import type { AgentConfig } from './agent-config';

/** What can be said of an agent by its type. */
export interface AgentSkills {
  /** What its type can do, then what is configured, each once. */
  capabilities: string[];
  /** The kinds of work it tells apart. */
  taskTypes: readonly string[];
}

/** What the module of the agents tells of their types. */
export interface AgentTypeTeller {
  skillsOf(agent: AgentConfig): AgentSkills;
  /** @throws MeshError invalid, naming fields below `path`, when its type can do nothing with how it is configured. */
  check(agent: AgentConfig, path: string): void;
}

/** The module right of this one that has the agents tells what their types can do, and refuses what they cannot work with. */
@Injectable()
export class AgentTypes {
  private teller?: AgentTypeTeller;

  /** Called once at start. */
  register(teller: AgentTypeTeller): void {
    this.teller = teller;
  }

  skillsOf(agent: AgentConfig): AgentSkills {
    return this.teller?.skillsOf(agent) ?? { capabilities: agent.capabilities, taskTypes: [] };
  }

  /** @throws MeshError as `AgentTypeTeller.check` does. */
  check(agent: AgentConfig, path = ''): void {
    this.teller?.check(agent, path);
  }
}
