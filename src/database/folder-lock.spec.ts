import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderLock } from './folder-lock';

describe('FolderLock', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ai-mesh-lock-'));
    file = join(folder, 'pg.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is had by one at a time, and leaves nothing behind', () => {
    const lock = FolderLock.take(file);
    expect(FolderLock.take(file)).toBeUndefined();
    lock?.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is taken over from a process that is dead, was another one with the same id, or left a file that says nothing', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    const dead = [
      { pid: gone.pid, host: hostname() },
      { pid: process.pid, host: hostname() },
      ...(existsSync('/proc/self/stat') ? [{ pid: process.ppid, host: hostname(), started: '1' }] : []),
      '',
    ];
    for (const owner of dead) {
      writeFileSync(file, JSON.stringify(owner));
      const lock = FolderLock.take(file);
      expect(lock).toBeDefined();
      expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
      lock?.release();
    }
  });

  it('is left to a process that lives', () => {
    writeFileSync(file, JSON.stringify({ pid: process.ppid, host: hostname() }));
    expect(FolderLock.take(file)).toBeUndefined();
  });

  it('is left to an owner in another container as long as that gives signs of life', () => {
    writeFileSync(file, JSON.stringify({ pid: 1, host: 'another' }));
    expect(FolderLock.take(file)).toBeUndefined();
    const longAgo = new Date(Date.now() - 61_000);
    utimesSync(file, longAgo, longAgo);
    const lock = FolderLock.take(file);
    expect(lock).toBeDefined();
    lock?.release();
  });
});
