import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Milliseconds between signs of life, and those after which an owner on another machine or in another container counts as dead. */
const SIGN_EVERY_MS = 10_000;
const DEAD_AFTER_MS = 60_000;
const MAX_TRIES = 3;

/** Who has a lock; `started` tells a process from a later one with the same id, where the system says it. */
interface Owner {
  pid: number;
  host: string;
  started?: string;
}

/** What this process has: a lock that names this process and is not among them is of one before a restart of its container. */
const held = new Set<string>();

/** A file that says that one process, and which, has a folder for itself. That of an owner who is dead is taken over. */
export class FolderLock {
  private readonly signs: NodeJS.Timeout;

  private constructor(private readonly file: string) {
    held.add(file);
    this.signs = setInterval(() => this.giveSign(), SIGN_EVERY_MS).unref();
  }

  /** Takes the lock, or resolves to undefined when somebody alive has it. */
  static take(file: string): FolderLock | undefined {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      if (write(file)) return new FolderLock(file);
      const owner = ownerOf(file);
      if (owner !== undefined && isAlive(owner, file)) return undefined;
      breakLock(file, owner);
    }
    return undefined;
  }

  release(): void {
    clearInterval(this.signs);
    if (held.delete(this.file)) rmSync(this.file, { force: true });
  }

  private giveSign(): void {
    try {
      utimesSync(this.file, new Date(), new Date());
    } catch {
      // Whoever removed it by hand wanted to.
    }
  }
}

/** The content is complete the moment the name exists: the file is written aside and linked into place. */
function write(file: string): boolean {
  const aside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const started = startOf(process.pid);
  const owner: Owner = { pid: process.pid, host: hostname(), ...(started === undefined ? {} : { started }) };
  writeFileSync(aside, JSON.stringify(owner));
  try {
    linkSync(aside, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function ownerOf(file: string): Owner | undefined {
  try {
    const owner = JSON.parse(readFileSync(file, 'utf8')) as Partial<Owner>;
    return owner.pid === undefined || owner.host === undefined ? undefined : (owner as Owner);
  } catch {
    return undefined;
  }
}

function isAlive({ pid, host, started }: Owner, file: string): boolean {
  if (host !== hostname()) return Date.now() - statSync(file).mtimeMs < DEAD_AFTER_MS;
  if (pid === process.pid) return held.has(file);
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, as another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return started === undefined || startOf(pid) === started;
}

/** When a process was started, in ticks since the machine was; Linux only. */
function startOf(pid: number): string | undefined {
  try {
    // The name of the program, in parentheses, may hold anything; the start is the 22nd field, the 20th behind it.
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19];
  } catch {
    return undefined;
  }
}

/** Moves a dead owner's lock aside; of two that try at once only one finds it, and a lock just taken is put back. */
function breakLock(file: string, dead: Owner | undefined): void {
  const aside = `${file}.broken.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (JSON.stringify(ownerOf(aside)) !== JSON.stringify(dead)) {
    try {
      linkSync(aside, file);
    } catch {
      // Its owner has finished and a third has it now.
    }
  }
  rmSync(aside, { force: true });
}
