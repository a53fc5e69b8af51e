// Where each part of the answer is found. Nothing is worked out here: what an agent did not deliver is undefined.

/** The output of the first agent of that type in a finished task, or undefined. */
export function outputOf(task, agentType, kind) {
  return sections(task).find(({ agent_type, output }) => agent_type === agentType && output && (kind === undefined || output.kind === kind))
    ?.output;
}

/** The sections of the answer, one per step that contributed. */
export function sections(task) {
  return task.result?.sections ?? [];
}

/** The finished e-mails: { id, audience, subject, html, … }. */
export function emailsOf(task) {
  return (outputOf(task, 'design', 'layout')?.emails ?? []).filter(({ html }) => typeof html === 'string');
}

/** The providers whose models wrote parts of the answer, each once. */
export function providersOf(task) {
  return [...new Set(sections(task).map(({ provider }) => provider))].filter(Boolean);
}

/** One sentence about who wrote the text; the sandbox is always named as such. */
export function madeBy(task) {
  const providers = providersOf(task);
  const models = [...new Set((task.steps ?? []).map(({ model }) => model))].filter(Boolean);
  const real = providers.filter((provider) => provider !== 'sandbox');
  const parts = [];
  if (real.length > 0) parts.push(`${real.join(', ')}${models.length > 0 ? ` (${models.join(', ')})` : ''}`);
  if (providers.includes('sandbox'))
    parts.push('sandbox: no model key is configured; the copy is placeholder text, the figures are computed');
  return parts.join('; ') || 'the service did not say which provider wrote the text';
}
