import type { TaskEvent } from '../client';
import { plain } from './plain';

/** Characters of a detail that one line shows. */
const MAX_LENGTH = 120;

/** What an event tells, in one line. */
export function progressLine({ event, data }: TaskEvent): string {
  const step = data.step_id === undefined ? '' : ` ${data.step_id}`;
  return plain(`${data.at.slice(11, 19)} ${event}${step}${detail(data)}`);
}

function detail(data: TaskEvent['data']): string {
  const { summary, reason, error, agent_type: agentType } = data;
  const said = textOf(summary) ?? textOf(reason) ?? textOf(error) ?? textOf(agentType);
  if (said === undefined) return '';
  const line = said.replaceAll(/\s+/g, ' ');
  return `: ${line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line}`;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  return typeof value === 'object' && value !== null && 'detail' in value ? textOf(value.detail) : undefined;
}
