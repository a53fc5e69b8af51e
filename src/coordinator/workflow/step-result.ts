import type { AgentResult } from '../../agents';
import type { AgentConfig } from '../../networks';
import type { Spent } from './spent';
import { usd, type StepResult } from './task';

/** What is stored of an agent's result, with further warnings, and of what it took. */
export function stepResultOf(
  result: AgentResult,
  agent: AgentConfig,
  { costMicroUsd }: Spent,
  { warnings, isTainted }: { warnings: readonly string[]; isTainted: boolean },
): StepResult {
  const last = result.answers.at(-1);
  return {
    summary: result.summary,
    output: result.output,
    confidence: result.confidence,
    confidence_reasons: result.confidenceReasons,
    evidence: result.evidence,
    warnings: warnings.length === 0 ? result.warnings : [...result.warnings, ...warnings],
    agent_id: agent.agentId,
    agent_type: agent.type,
    provider: last?.provider ?? null,
    model: last?.model ?? null,
    prompt_version: last?.prompt ?? null,
    ...(result.partial === true ? { partial: true as const } : {}),
    ...(isTainted ? { tainted: true as const } : {}),
    cost_usd: usd(costMicroUsd),
  };
}
