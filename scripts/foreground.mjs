import { spawn } from 'node:child_process';
import { exitCodeOf, takeInterrupts } from './interrupt.mjs';

/**
 * Runs Node in the foreground with our terminal; signals are passed on to it and it decides when to end.
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} its exit code; 128 + the signal's number when a signal ended it
 */
export function runInForeground(args, { cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: 'inherit' });
    const giveBack = takeInterrupts((signal) => {
      // Ctrl-C on a terminal reaches the whole foreground group: passing it on would be a second one
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
    child.on('error', (error) => {
      giveBack();
      reject(error);
    });
    child.on('exit', (code, signal) => {
      giveBack();
      resolve(code ?? exitCodeOf(signal));
    });
  });
}
