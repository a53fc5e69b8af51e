import { spawn } from 'node:child_process';

/**
 * Runs a program without a terminal and keeps what it prints.
 * @param {string} program path or name; arguments are never seen by a shell
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, deadlineMs: number }} options
 * @returns {Promise<{ ok: boolean, output: string }>} never rejects: a program that is missing, fails or is too slow is `ok: false`
 */
export function runQuietly(program, args, { cwd, env = process.env, deadlineMs }) {
  return new Promise((resolve) => {
    const chunks = [];
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], shell: needsShell(program) });
    const stop = () => child.kill('SIGTERM');
    process.once('exit', stop);
    let late = '';
    const timer = setTimeout(() => {
      late = `\nstopped after ${deadlineMs / 1000} s`;
      child.kill('SIGKILL');
    }, deadlineMs);
    const end = (ok, reason = '') => {
      clearTimeout(timer);
      process.removeListener('exit', stop);
      resolve({ ok, output: `${Buffer.concat(chunks).toString('utf8')}${reason}${late}`.trim() });
    };
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => end(false, error.message));
    child.on('close', (code) => end(code === 0));
  });
}

/** On Windows `npm` is a batch file, which only a shell starts. */
function needsShell(program) {
  return process.platform === 'win32' && program === 'npm';
}
