import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './redis-server';

/** A real PostgreSQL server of a test's own, which the test may kill, freeze and start again on the same port and data. */
export class PostgresServer {
  private process?: ChildProcess;

  private constructor(
    private readonly programs: string,
    private readonly user: { uid: number; gid: number } | undefined,
    readonly port: number,
    private readonly folder: string,
  ) {}

  /** Whether this machine has one, and a user that may run it: it refuses root. */
  static get isInstalled(): boolean {
    return programFolder() !== undefined && (process.getuid?.() !== 0 || unprivileged() !== undefined);
  }

  static async start(): Promise<PostgresServer> {
    const programs = programFolder();
    if (programs === undefined) throw new Error('there is no PostgreSQL here');
    const user = process.getuid?.() === 0 ? unprivileged() : undefined;
    const folder = mkdtempSync(join(tmpdir(), 'ai-mesh-postgres-'));
    if (user) chownSync(folder, user.uid, user.gid);
    const settings = ['-D', join(folder, 'data'), '-U', 'mesh', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    execFileSync(join(programs, 'initdb'), settings, { ...user, stdio: 'ignore', env: environment() });
    const server = new PostgresServer(programs, user, await freePort(), folder);
    await server.up();
    return server;
  }

  get url(): string {
    return `postgres://mesh@127.0.0.1:${this.port}/postgres`;
  }

  async up(): Promise<void> {
    const settings = ['-D', join(this.folder, 'data'), '-p', `${this.port}`, '-k', this.folder, '-c', 'listen_addresses=127.0.0.1'];
    const child = spawn(join(this.programs, 'postgres'), settings, {
      ...this.user,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: environment(),
    });
    this.process = child;
    process.once('exit', () => child.kill('SIGQUIT'));
    for await (const line of createInterface({ input: child.stderr })) if (line.includes('ready to accept connections')) break;
    child.stderr.resume();
  }

  /** Ends the server as a crash would: it recovers when it is started next. */
  async down(): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGQUIT');
    await gone;
  }

  async remove(): Promise<void> {
    await this.down();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Where the programs are: those of Debian's newest version, else what is on the path. */
function programFolder(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(delimiter)];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/** Ids of the user `postgres`. */
function unprivileged(): { uid: number; gid: number } | undefined {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

const environment = () => ({ PATH: process.env.PATH, LC_ALL: 'C' });
