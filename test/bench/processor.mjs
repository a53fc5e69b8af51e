import fs from 'node:fs';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Clock ticks a second in /proc: USER_HZ, 100 on every Linux architecture that Node runs on (proc(5)). */
const TICKS = 100;
const CORES = os.availableParallelism();

/** Seconds of CPU a process has used so far, in user and system mode together; NaN when it is gone. */
export function cpuSecondsOf(pid) {
  return timesOf(pid).own;
}

/** The same with every process that it has started, those that have ended meanwhile included. */
export function treeCpuSecondsOf(pid) {
  const { own, reaped } = timesOf(pid);
  return childrenOf(pid).reduce((sum, child) => sum + (treeCpuSecondsOf(child) || 0), own + reaped);
}

function timesOf(pid) {
  try {
    const fields = fieldsOf(pid);
    return { own: (Number(fields[11]) + Number(fields[12])) / TICKS, reaped: (Number(fields[13]) + Number(fields[14])) / TICKS };
  } catch {
    return { own: NaN, reaped: NaN };
  }
}

function childrenOf(parent) {
  const pids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      return Number(fieldsOf(pid)[1]) === parent;
    } catch {
      return false; // gone meanwhile
    }
  });
}

/** The fields of /proc/<pid>/stat after the name, which may hold anything. */
function fieldsOf(pid) {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
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
