/** The kinds of agent that a network gets when it names none. */
export const DEFAULT_AGENT_TYPES = ['coordinator', 'content', 'design', 'analytics', 'personalization'] as const;

/** An agent as its network configured it. */
export interface AgentConfig {
  agentId: string;
  networkId: string;
  name: string;
  /** One of the built-in types, or any other word: then a custom agent driven by `description`. */
  type: string;
  /** Pins the model of this agent, as `model` or `provider/model`. */
  model?: string;
  description?: string;
  /** `maxTokens` bounds one completion. */
  parameters: { temperature?: number; maxTokens?: number };
  /** What it can do beyond its type's own capabilities. */
  capabilities: string[];
  /** Steps it may work on at a time, over all workers; absent: any number. */
  maxConcurrency?: number;
  status: 'active';
  createdAt: string;
}
