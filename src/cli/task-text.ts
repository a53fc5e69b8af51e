import type { Task } from '../client';
import { outline } from './outline';
import { plain } from './plain';

/** A task that has ended, for people: what came of each step, what is missing, and what it cost. */
export function resultText({ status, result, error, cost_usd, task_id, network_id }: Task): string {
  const lines: string[] = [];
  if (result !== null) {
    lines.push(result.summary, '');
    for (const { step_id, agent_type, output } of result.sections) lines.push(`${step_id} (${agent_type})`, outline(output, '  '));
    for (const gap of result.gaps) lines.push(`missing: ${gap}`);
    for (const warning of result.warnings) lines.push(`warning: ${warning}`);
  }
  if (error !== null) lines.push(`${error.code}: ${error.detail}`);
  const by = result?.provider === null || result === null ? '' : `, by ${result.providers.join(' and ')}`;
  lines.push(`${task_id} ${status}, ${cost_usd === null ? 'cost unknown' : `$${cost_usd}`}${by} (network ${network_id})`, '');
  return plain(lines.join('\n'));
}
