import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const takers = [];

/** From now on a signal goes to whoever took interrupts last; to nobody, it ends the process, and 'exit' handlers clean up. */
export function watchInterrupts() {
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      const taker = takers.at(-1);
      if (taker) taker(signal);
      else process.exit(exitCodeOf(signal));
    });
  }
}

/**
 * Takes the interrupts of this process.
 * @param {(signal: NodeJS.Signals) => void} taker
 * @returns {() => void} gives them back
 */
export function takeInterrupts(taker) {
  takers.push(taker);
  return () => takers.splice(takers.indexOf(taker), 1);
}

/** The exit code by which a shell knows that a signal ended a program. */
export function exitCodeOf(signal) {
  return 128 + constants.signals[signal];
}
