import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../../scripts/failure.mjs';
import { ROOT } from '../../../scripts/places.mjs';
import { SERVICE } from '../../../scripts/start.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const READY_DEADLINE_MS = 60_000;
/** Everyone gets the settings of V8 that the service is started with. */
const FLAGS = SERVICE.filter((argument) => argument.startsWith('--'));

/** A contender in a process of its own that answers questions (answers.mjs). */
export class TalkingProcess {
  #child;
  #log;

  /**
   * Starts one and waits until it is ready.
   * @param {import('../processes.mjs').Processes} processes ends it, if nobody does before
   * @param {string} script a file of this folder
   * @param {{ name: string, args?: string[], env?: object }} options
   * @returns {Promise<{ talker: TalkingProcess, about: object }>} `about` is what it tells of itself
   */
  static async start(processes, script, { name, args = [], env = {} }) {
    const talker = new TalkingProcess();
    talker.#log = path.join(processes.folder, `${name}.log`);
    const output = fs.openSync(talker.#log, 'w');
    talker.#child = fork(path.join(HERE, script), args, {
      cwd: ROOT,
      execArgv: FLAGS,
      stdio: ['ignore', output, output, 'ipc'],
      env: { ...process.env, NODE_ENV: 'production', ...env },
      serialization: 'advanced', // a profile is large
    });
    fs.closeSync(output);
    processes.take(name, talker.#child);
    return { talker, about: await talker.#answer(`${name} to be ready`, READY_DEADLINE_MS) };
  }

  get pid() {
    return this.#child.pid;
  }

  /** @throws Failure with the end of its log when it fails, ends or does not answer in time */
  async ask(question, options, deadlineMs) {
    const answer = this.#answer(`an answer to ${question}`, deadlineMs);
    this.#child.send({ question, options });
    return answer;
  }

  kill() {
    this.#child.kill('SIGKILL');
  }

  async #answer(awaited, deadlineMs) {
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(deadlineMs)]);
    try {
      const ended = once(this.#child, 'exit', { signal }).then(() => [{ fault: 'it ended' }]);
      const [{ result, fault }] = await Promise.race([once(this.#child, 'message', { signal }), ended]);
      if (fault === undefined) return result;
      throw new Error(fault);
    } catch (error) {
      const log = fs.readFileSync(this.#log, 'utf8').slice(-2_000);
      throw new Failure(
        `waited for ${awaited}: ${error.name === 'AbortError' ? `nothing in ${deadlineMs / 1_000} s` : error.message}\n${log}`,
      );
    } finally {
      stop.abort();
    }
  }
}
