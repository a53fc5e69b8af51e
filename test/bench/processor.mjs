import fs from 'node:fs';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Clock ticks a second in /proc: USER_HZ, 100 on every Linux architecture that Node runs on (proc(5)). */
const TICKS = 100;
const CORES = os.availableParallelism();

/** Seconds of CPU a process has used so far, in user and system mode together; NaN when it is gone. */
export function cpuSecondsOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return NaN;
  }
}

/** Resident memory of a process now and at its highest, in MB. */
export function memoryOf(pid) {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (field) => Math.round(Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024);
  return { rssMb: megabytes('VmRSS'), peakMb: megabytes('VmHWM') };
}

/** Seconds that all cores together have been busy, and stolen by the host, since the start. */
export function machineSeconds() {
  const [user, nice, system, , , irq, softirq, steal = 0] = fs
    .readFileSync('/proc/stat', 'utf8')
    .split('\n')[0]
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return { busy: (user + nice + system + irq + softirq) / TICKS, steal: steal / TICKS };
}

/**
 * Watches the CPU while something runs.
 * @param {Record<string, number>} pids the processes that belong to the measurement, by name
 * @returns {() => { wallSeconds: number, cpuSeconds: Record<string, number>, foreign(otherSeconds: number): number, steal: number }}
 *   call it afterwards; `foreign` is the share of the machine (0–1) used by nobody of these, nor by `otherSeconds` named beside them
 */
export function watchCpu(pids) {
  const read = () => Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuSecondsOf(pid)]));
  const [before, machineBefore, startedAt] = [read(), machineSeconds(), Date.now()];
  return () => {
    const [after, machine, wallSeconds] = [read(), machineSeconds(), (Date.now() - startedAt) / 1000];
    const cpuSeconds = Object.fromEntries(Object.keys(pids).map((name) => [name, after[name] - before[name]]));
    const ours = Object.values(cpuSeconds).reduce((sum, seconds) => sum + (seconds || 0), 0);
    return {
      wallSeconds,
      cpuSeconds,
      foreign: (otherSeconds) => Math.max(0, (machine.busy - machineBefore.busy - ours - otherSeconds) / wallSeconds / CORES),
      steal: (machine.steal - machineBefore.steal) / wallSeconds / CORES,
    };
  };
}

/** Waits until others leave the machine alone (less than 12 % of it), at most `limitSeconds`. */
export async function untilQuiet(limitSeconds, pids) {
  const giveUpAt = Date.now() + limitSeconds * 1000;
  while (Date.now() < giveUpAt) {
    const seen = watchCpu(pids);
    await sleep(400);
    if (seen().foreign(0) < 0.12) return;
  }
}
