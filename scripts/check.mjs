import { ensureInstalled } from './install.mjs';
import { ROOT } from './places.mjs';
import { runQuietly } from './tool.mjs';

const TOOL_DEADLINE_MS = 10 * 60_000;
const AT_ONCE = 2;
const TOOLS = [
  { name: 'format', args: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', args: ['node_modules/eslint/bin/eslint.js', '.'] },
  { name: 'types', args: ['node_modules/typescript/bin/tsc', '--noEmit'] },
  { name: 'line', args: ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', 'src'] },
  { name: 'unused', args: ['node_modules/knip/bin/knip.js'] },
];

/** Runs every tool, two at a time, and shows the output of those that fail. @returns 1 if any failed */
export async function check() {
  await ensureInstalled();
  const waiting = [...TOOLS];
  const failed = [];
  const lane = async () => {
    for (let tool = waiting.shift(); tool; tool = waiting.shift()) if (!(await passes(tool))) failed.push(tool.name);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  console.log(failed.length === 0 ? 'all checks passed' : `failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
}

async function passes({ name, args }) {
  const startedAt = Date.now();
  const { ok, output } = await runQuietly(process.execPath, args, { cwd: ROOT, deadlineMs: TOOL_DEADLINE_MS });
  console.log(`${ok ? '✓' : '✗'} ${name.padEnd(12)} ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  if (!ok) console.log(output.replace(/^/gm, '    '));
  return ok;
}
