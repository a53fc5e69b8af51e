import fs from 'node:fs';

/** Whether a process with this id runs (also when it is another user's). One that has ended and waits to be noticed does not. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  return !isZombie(pid);
}

/** In a container without an init process the ended stay listed for ever: proc(5), the state after the name in parentheses. */
function isZombie(pid) {
  try {
    return / Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1).slice(0, 3));
  } catch {
    return false;
  }
}
