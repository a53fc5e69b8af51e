import type { AgentTask } from '../agent';
import type { NumberSources } from '../numbers/number-check';
import { sourceTexts } from '../prompt/task-blocks';

/** Context that says how to write, or what not to: its numbers are no facts to write about. */
const SETTINGS: ReadonlySet<string> = new Set(['variants', 'banned_claims', 'max_sentence_words']);

/** Where copy may take its numbers from: goal, task and context, the draft among it. */
export function copySources(task: AgentTask): NumberSources {
  const { brand_voice: voice, ...rest } = task.context;
  const facts = typeof voice === 'object' && voice !== null ? { ...rest, brand_voice: withoutSettings({ ...voice }) } : task.context;
  return { values: [], texts: sourceTexts({ ...task, context: withoutSettings(facts) }) };
}

function withoutSettings(context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(context).filter(([name]) => !SETTINGS.has(name)));
}
