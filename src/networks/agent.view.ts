import type { AgentConfig, AgentParameters } from './agent-config';
import type { AgentSkills } from './agent-types';

/** An agent as clients see it; `skills` say what its type adds to its configuration. */
export function agentView(agent: AgentConfig, skills: AgentSkills) {
  return {
    agent_id: agent.agentId,
    network_id: agent.networkId,
    name: agent.name,
    type: agent.type,
    model: agent.model ?? null,
    description: agent.description ?? null,
    parameters: parametersView(agent.parameters),
    capabilities: skills.capabilities,
    task_types: skills.taskTypes,
    max_concurrency: agent.maxConcurrency ?? null,
    status: agent.status,
    created_at: agent.createdAt,
  };
}

function parametersView({ temperature, maxTokens, timeoutSeconds, instructions, outputSchema, examples }: AgentParameters) {
  return {
    temperature: temperature ?? null,
    max_tokens: maxTokens ?? null,
    timeout_seconds: timeoutSeconds ?? null,
    instructions: instructions ?? null,
    output_schema: outputSchema ?? null,
    examples: examples ?? [],
  };
}
