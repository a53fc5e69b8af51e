import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './is-alive.mjs';
import { Failure } from './failure.mjs';
import { say } from './progress.mjs';
import { shown } from './places.mjs';

const POLL_MS = 50;

/**
 * Runs `work` while no other process on this machine holds `file`. A lock whose owner is gone is taken over.
 * @param {string} file the lock, a file that holds its owner's process id
 * @param {string} purpose what the other process is doing, for the person who waits
 * @param {number} deadlineMs how long to wait for the other
 * @throws Failure when the other does not let go in time
 */
export async function withLock(file, purpose, deadlineMs, work) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const giveUpAt = Date.now() + deadlineMs;
  let told = false;
  while (!take(file)) {
    const owner = ownerOf(file);
    if (owner !== undefined && !isAlive(owner)) {
      breakLock(file, owner);
      continue;
    }
    if (Date.now() > giveUpAt)
      throw new Failure(`another process (${owner ?? 'unknown'}) is still ${purpose}; if it is not, remove ${shown(file)}`);
    if (!told) say(`waiting for another process that is ${purpose}`);
    told = true;
    await sleep(POLL_MS);
  }
  const release = () => fs.rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

/** The content is complete the moment the name exists: the file is written aside and linked into place. */
function take(file) {
  const mine = `${file}.${process.pid}`;
  fs.writeFileSync(mine, String(process.pid));
  try {
    fs.linkSync(mine, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(mine, { force: true });
  }
}

function ownerOf(file) {
  try {
    return Number(fs.readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

/** Moves the dead owner's lock aside; of two that try at once only one finds it, and a lock just taken is put back. */
function breakLock(file, deadOwner) {
  const aside = `${file}.broken.${process.pid}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return;
  }
  if (ownerOf(aside) !== deadOwner) {
    try {
      fs.linkSync(aside, file);
    } catch {
      // its owner has finished and a third has it now
    }
  }
  fs.rmSync(aside, { force: true });
}
