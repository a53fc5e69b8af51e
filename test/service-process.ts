import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './redis-server';

/** The built service in a process of its own, which a test may kill at any moment. */
export class ServiceProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** What shows the admin's key. */
    readonly headers: Record<string, string>,
  ) {}

  /** Starts it and waits until it serves. */
  static async start(environment: NodeJS.ProcessEnv & { MESH_DATA_DIR: string }): Promise<ServiceProcess> {
    const port = await freePort();
    const env = { PATH: process.env.PATH, HOST: '127.0.0.1', ...environment, PORT: `${port}` };
    const child = spawn(process.execPath, ['dist/main.js'], { env });
    process.once('exit', () => child.kill('SIGKILL'));
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = once(child, 'close');
    while (!output.includes('"msg":"ready"')) {
      await Promise.race([once(child.stdout, 'data'), ended]);
      if (child.exitCode !== null) throw new Error(`the service did not start: ${output}`);
    }
    child.stdout.removeAllListeners('data').resume();
    const key = readFileSync(join(environment.MESH_DATA_DIR, 'admin.key'), 'utf8').trim();
    return new ServiceProcess(child, `http://127.0.0.1:${port}/api/mesh`, { Authorization: `Bearer ${key}` });
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  /** What it answers; rejects when it dies first. */
  async call(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> {
    const response = await fetch(this.url + path, {
      method,
      headers: { ...this.headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  }
}
