import { quantile } from '../statistics.mjs';

/**
 * What every contender is asked.
 * @param {() => Promise<void>} runOnce submits one run and waits until it is done
 */
export function measuresOf(runOnce) {
  return {
    /** Keeps `inFlight` runs going for so many seconds; counts until the last one is done. */
    async load({ seconds, inFlight }) {
      const startedAt = performance.now();
      let runs = 0;
      const keepGoing = async () => {
        while (performance.now() - startedAt < seconds * 1_000) {
          await runOnce();
          runs += 1;
        }
      };
      await Promise.all(Array.from({ length: inFlight }, keepGoing));
      return { runs, perSecond: runs / ((performance.now() - startedAt) / 1_000) };
    },

    /** One run at a time, nothing else going on. Milliseconds. */
    async oneByOne({ runs }) {
      return { runs, ...percentiles(await timesOf(runs, runOnce)) };
    },
  };
}

/** Milliseconds that each of `count` calls took, one after the other. */
export async function timesOf(count, work) {
  const times = [];
  for (let index = 0; index < count; index += 1) {
    const startedAt = performance.now();
    await work(index);
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** The figures that stand for a list of times. */
export function percentiles(times) {
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}
