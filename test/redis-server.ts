import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Ports that are tried: between finding one free and listening there another process may take it. */
const TRIES = 3;

/** A real Redis server of a test's own, which the test may stop, freeze and start again on the same port and data. */
export class RedisServer {
  private process?: ChildProcess;

  private constructor(
    readonly port: number,
    readonly folder: string,
    private readonly settings: string[],
  ) {}

  /** Starts one on a free port, with further settings (`--name value`); its append-only file survives a restart. */
  static async start(...settings: string[]): Promise<RedisServer> {
    for (let tried = 1; ; tried += 1) {
      const server = new RedisServer(await freePort(), mkdtempSync(join(tmpdir(), 'ai-mesh-redis-')), settings);
      try {
        await server.up();
        return server;
      } catch (error) {
        await server.remove();
        if (tried === TRIES) throw error;
      }
    }
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts the server again after `down`. Rejects with what it said when it ends before it is ready. */
  async up(): Promise<void> {
    const { program, env } = redisProgram();
    // A process that is killed loses nothing that it wrote; with `everysec` it may hold writes back while the disk is busy.
    const settings = [
      '--port',
      `${this.port}`,
      '--bind',
      '127.0.0.1',
      '--dir',
      this.folder,
      '--save',
      '',
      '--appendonly',
      'yes',
      '--appendfsync',
      'no',
    ];
    const child = spawn(program, [...settings, ...this.settings], { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...env } });
    this.process = child;
    process.once('exit', () => child.kill('SIGKILL'));
    let said = '';
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.includes('Ready to accept connections')) return void child.stdout.resume();
      said = line;
    }
    throw new Error(`redis did not start: ${said}`);
  }

  /** Ends the process as a crash would. */
  async down(): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** The process stands still: connections stay open and nothing answers. */
  freeze(): void {
    this.process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.process?.kill('SIGCONT');
  }

  /** Ends the server and removes its data. */
  async remove(): Promise<void> {
    await this.down();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The program that `npm test` found. */
export function redisProgram(): { program: string; env: Record<string, string> } {
  const found = process.env.MESH_TEST_REDIS;
  if (found === undefined) throw new Error('no Redis program is known: run the tests with `npm test`');
  return JSON.parse(found) as { program: string; env: Record<string, string> };
}

/** A port of the loopback interface that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
