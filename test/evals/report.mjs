import { NOTHING_TO_JUDGE } from './run-case.mjs';

/**
 * @param {import('./run-case.mjs').CaseResult[]} results
 * @returns one row for each agent type, in order
 */
export function rowsOf(results) {
  const types = [...new Set(results.map(({ agentType }) => agentType))];
  return types.map((agentType) => {
    const own = results.filter((result) => result.agentType === agentType);
    const checks = own.flatMap((result) => result.checks);
    const costs = own.map(({ costUsd }) => costUsd);
    return {
      agent: agentType,
      cases: own.length,
      checks: checks.length,
      passed: checks.filter(({ fault }) => fault === undefined).length,
      cost_usd: costs.includes(null) ? null : Number(costs.reduce((sum, cost) => sum + cost, 0).toFixed(6)),
      seconds: Number(own.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1)),
      models: [...new Set(own.flatMap(({ models }) => models))].sort(),
    };
  });
}

/** The rows as text in columns, of a terminal or of Markdown. */
export function tableOf(rows, { markdown = false } = {}) {
  const head = ['agent', 'cases', 'checks passed', 'cost', 'seconds', 'worded by'];
  const body = rows.map((row) => [
    row.agent,
    String(row.cases),
    `${row.passed} of ${row.checks}`,
    row.cost_usd === null ? 'unknown' : `$${row.cost_usd}`,
    row.seconds.toFixed(1),
    row.models.join(', ') || 'computed',
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...body.map((cells) => cells[column].length)));
  const line = (cells) => cells.map((cell, column) => cell.padEnd(widths[column]));
  if (!markdown) return [head, ...body].map((cells) => line(cells).join('  ').trimEnd()).join('\n');
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(head), rule, ...body.map(line)].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Every check that does not hold, a line each; of a step that was not done, only that. */
export function faultsOf(results) {
  return results.flatMap(({ agentType, name, checks }) =>
    checks
      .filter(({ fault }) => fault !== undefined && fault !== NOTHING_TO_JUDGE)
      .map((check) => `${agentType}: ${name}: ${check.name}: ${check.fault}`),
  );
}

/** The page of the documentation that holds the rows. */
export function pageOf(results, date) {
  const rows = rowsOf(results);
  const cases = results.map(({ agentType, name, checks }) => `- **${agentType}**: ${name} (${checks.length} checks)`);
  const isSandbox = rows.every(({ models }) => models.every((model) => model.startsWith('sandbox')));
  const faults = faultsOf(results);
  return `# Evals

Each agent is given cases with checks in code: of the structure, the rules and the computed values of its answers, never of taste. \`npm run eval\` runs them against
the models whose keys are in the environment, else against the sandbox; \`ONLY=content npm run eval\` runs those of one agent, and \`npm run eval -- --write\` writes this
page. A case is a whole task over REST, in a network of its own; the seconds are those of its cases added up, several run at a time.

Measured ${date}, ${isSandbox ? 'with the sandbox: no model key was set, so nothing here says how well a model words' : 'with the models named below'}.

${tableOf(rows, { markdown: true })}

${faults.length === 0 ? 'Every check holds.' : `What does not hold:\n\n${faults.map((fault) => `- ${fault}`).join('\n')}`}

## Cases

${cases.join('\n')}
`;
}
