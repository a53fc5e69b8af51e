import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endChild } from '../../scripts/end-child.mjs';
import { Failure } from '../../scripts/failure.mjs';

const READY_DEADLINE_MS = 30_000;
const END_DEADLINE_MS = 10_000;

/** Every process that a measurement starts. They end with it: by `end`, or with this process when it is interrupted. */
export class Processes {
  #children = new Map();
  #killAll = () => this.#children.forEach((child) => child.kill('SIGKILL'));

  /** @param {string} folder gets one log per process */
  constructor(folder) {
    this.folder = folder;
    process.once('exit', this.#killAll);
  }

  /**
   * Starts a program and waits until it listens.
   * @param {string} name of its log
   * @param {{ port: number, env?: object, cwd?: string, uid?: number, gid?: number, isReady?: () => Promise<boolean> }} options
   * @returns {Promise<number>} its process id
   * @throws Failure with the end of its log when it dies or is not ready within 30 s
   */
  async start(name, program, args, { port, env = {}, cwd, uid, gid, isReady = () => listens(port) }) {
    const log = path.join(this.folder, `${name}.log`);
    const output = fs.openSync(log, 'w');
    const child = spawn(program, args, { cwd, uid, gid, stdio: ['ignore', output, output], env: { ...process.env, ...env } });
    fs.closeSync(output);
    this.take(name, child);
    let ended = '';
    child.once('exit', (code, signal) => (ended = `it ended with ${signal ?? code}`)).once('error', (error) => (ended = error.message));
    const giveUpAt = Date.now() + READY_DEADLINE_MS;
    while (!(await isReady())) {
      if (!ended && Date.now() > giveUpAt) ended = `not ready after ${READY_DEADLINE_MS / 1000} s`;
      if (ended) throw new Failure(`${name} did not start: ${ended}\n${fs.readFileSync(log, 'utf8').slice(-2_000)}`);
      await sleep(50);
    }
    return child.pid;
  }

  /** Takes a process in that was started elsewhere. */
  take(name, child) {
    this.#children.set(name, child);
  }

  /** Ends one process and waits until it is gone. */
  async endOne(name) {
    const child = this.#children.get(name);
    this.#children.delete(name);
    if (child) await endChild(child, END_DEADLINE_MS);
  }

  /** Ends all, the one that was started last first. */
  async end() {
    for (const name of [...this.#children.keys()].reverse()) await this.endOne(name);
    process.off('exit', this.#killAll);
  }
}

/**
 * Has `work` measure with processes and a folder of its own; both are gone when it has ended.
 * @template T
 * @param {(processes: Processes) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProcesses(work) {
  const processes = new Processes(fs.mkdtempSync(path.join(os.tmpdir(), 'ai-mesh-bench-')));
  try {
    return await work(processes);
  } finally {
    await processes.end();
    fs.rmSync(processes.folder, { recursive: true, force: true });
  }
}

/** Whether something accepts connections at this port of the loopback interface. */
function listens(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
}
