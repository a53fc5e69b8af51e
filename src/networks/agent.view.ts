import type { AgentConfig } from './agent-config';

/** An agent as clients see it. */
export function agentView(agent: AgentConfig) {
  return {
    agent_id: agent.agentId,
    network_id: agent.networkId,
    name: agent.name,
    type: agent.type,
    model: agent.model ?? null,
    description: agent.description ?? null,
    parameters: { temperature: agent.parameters.temperature ?? null, max_tokens: agent.parameters.maxTokens ?? null },
    capabilities: agent.capabilities,
    max_concurrency: agent.maxConcurrency ?? null,
    status: agent.status,
    created_at: agent.createdAt,
  };
}
