import type { AgentFactory } from '../../agents';
import { MeshError } from '../../errors';
import type { AgentConfig } from '../../networks';
import type { PlannedStep } from '../plan/plan';

/**
 * The agents of the network that can do `step`: by type, by capability, or, where the step names neither, all but coordinators. Two drawn at
 * random come first: whoever claims the step takes the better of them (the power of two choices, Mitzenmacher 2001).
 * @throws MeshError `no-agent-for-step` when there is none (any more).
 */
export function candidatesFor(step: PlannedStep, agents: readonly AgentConfig[], factory: AgentFactory): AgentConfig[] {
  const fits = (agent: AgentConfig): boolean => {
    if (step.reviews !== undefined && !factory.agentFor(agent).canReview) return false;
    if (step.agentType !== undefined) return agent.type === step.agentType;
    if (step.capability !== undefined) return factory.capabilitiesOf(agent).includes(step.capability);
    return agent.type !== 'coordinator' || agents.length === 1;
  };
  const able = agents.filter(fits);
  if (able.length === 0)
    throw new MeshError('invalid', 'no-agent-for-step', 'no agent of the network can do this step', { retryable: false });
  return able.length < 3 ? able : twoFirst(able);
}

function twoFirst(agents: AgentConfig[]): AgentConfig[] {
  for (let at = 0; at < 2; at += 1) {
    const other = at + Math.floor(Math.random() * (agents.length - at));
    [agents[at], agents[other]] = [agents[other] as AgentConfig, agents[at] as AgentConfig];
  }
  return agents;
}
