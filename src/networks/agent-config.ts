/** The kinds of agent that a network gets when it names none. */
export const DEFAULT_AGENT_TYPES = ['coordinator', 'content', 'design', 'analytics', 'personalization'] as const;

/** How an agent works and asks its model. */
export interface AgentParameters {
  temperature?: number;
  /** Tokens of one completion. */
  maxTokens?: number;
  /** Seconds one attempt at a step may take, where its plan does not set less. */
  timeoutSeconds?: number;
  /** What it keeps to beside its type's own instructions. */
  instructions?: string;
  /** JSON Schema of its answers, for custom agents. */
  outputSchema?: Record<string, unknown>;
  /** Tasks with the answers that its owner wants to them, for custom agents. */
  examples?: AgentExample[];
}

/** A task, and a good answer to it: text, or an object by the agent's `outputSchema`. */
export interface AgentExample {
  task: string;
  answer: string | Record<string, unknown>;
}

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
  parameters: AgentParameters;
  /** What it can do beyond its type's own capabilities. */
  capabilities: string[];
  /** Steps it may work on at a time, over all workers; absent: any number. */
  maxConcurrency?: number;
  status: 'active';
  createdAt: string;
}
