/**
 * Asks a child to end, waits, and kills it when it does not.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} graceMs
 * @returns {Promise<boolean>} whether it ended by itself
 */
export function endChild(child, graceMs) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(true);
  return new Promise((resolve) => {
    let graceful = true;
    const timer = setTimeout(() => {
      graceful = false;
      child.kill('SIGKILL');
    }, graceMs);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve(graceful);
    });
    child.kill('SIGTERM');
  });
}
