import type { AgentFactory } from '../../agents';
import { MeshError } from '../../errors';
import type { AgentConfig } from '../../networks';
import type { PlannedStep } from '../plan/plan';

/**
 * The agent of the network that does `step`: by type, by capability, or, where the step names neither, the first that
 * is no coordinator.
 * @throws MeshError `no-agent-for-step` when there is none (any more).
 */
export function assignAgent(step: PlannedStep, agents: AgentConfig[], factory: AgentFactory): AgentConfig {
  const fits = (agent: AgentConfig): boolean => {
    if (step.agentType !== undefined) return agent.type === step.agentType;
    if (step.capability !== undefined) return factory.capabilitiesOf(agent).includes(step.capability);
    return agent.type !== 'coordinator' || agents.length === 1;
  };
  const agent = agents.find(fits);
  if (!agent) throw new MeshError('invalid', 'no-agent-for-step', 'no agent of the network can do this step', { retryable: false });
  return agent;
}
