import { Injectable } from '@nestjs/common';
import { loadLua, meshKey, RedisClient, type LuaScript } from '../../../redis';
import type { TaskRef } from '../../workflow/task';
import { ScheduleConfig } from './schedule.config';
import {
  nameOfNetwork,
  nameOfTask,
  taskOfName,
  type Entered,
  type Fate,
  type Released,
  type ScheduleCounts,
  type ScheduledTask,
} from './scheduled-task';

const ENTER = loadLua(__dirname, 'enter-tasks.lua');
const RELEASE = loadLua(__dirname, 'release-task.lua');
const SUPERVISE = loadLua(__dirname, 'supervise-task.lua');
const FORGET = loadLua(__dirname, 'forget-task.lua');
const FILL = loadLua(__dirname, 'fill-window.lua');
const NOTE_WORKER = loadLua(__dirname, 'note-worker.lua');
const PAUSE = loadLua(__dirname, 'pause-network.lua');
const COUNT = loadLua(__dirname, 'count-tasks.lua');

/** Milliseconds after which a task that came to be in flight is due to be looked after; CHECK_AFTER in fair-schedule.lua. */
export const FIRST_CHECK_MS = 3_000;
/** Milliseconds of waiting that lift a task by one level of priority; AGEING in waiting-order.lua. */
export const AGEING_MS = 60_000;
/** Milliseconds of silence after which a worker counts no more; SILENT in window.lua. */
export const WORKER_SILENT_MS = 15_000;

/** Tasks one script lets in, some 3 ms of Redis; and the most that one hands out, MAX_PICKS in hand-out.lua. */
const TASKS_A_SCRIPT = 100;
/** Scripts have room for as many milliseconds: a deadline in the year 2109 or later is as good as none. */
const LAST_DEADLINE_MS = 2 ** 42 - 1;

const PREFIX = meshKey('mesh:queue', 'fair', '');
const CHECKS = `${PREFIX}checks`;
const PAUSED = `${PREFIX}paused`;

/**
 * Decides which tasks may be in flight: fair to tenants by weight and to the networks of each, urgent ones first, no more than the workers can
 * take, and no longer a queue than can be served. The only code that touches these keys, all of one slot. It keeps no task: only who waits
 * where, and when to look after whom. Every call may be repeated.
 */
@Injectable()
export class FairSchedule {
  private readonly weights: ReadonlyMap<string, number>;

  constructor(
    private readonly redis: RedisClient,
    private readonly config: ScheduleConfig,
  ) {
    this.weights = new Map(config.tenantWeights.map((pair) => pair.split('=') as [string, string]).map(([who, own]) => [who, Number(own)]));
  }

  /** Lets a task in; it arrived now, or at `nowMs`. One that waits or is in flight already is answered as it stands. */
  async enter(task: ScheduledTask, nowMs?: number): Promise<Entered> {
    const [entered] = await this.enterSome([task], nowMs);
    return entered as Entered;
  }

  /** Lets tasks in, in their order; each is answered for itself. */
  async enterAll(tasks: readonly ScheduledTask[]): Promise<Entered[]> {
    const entered: Entered[] = [];
    for (let from = 0; from < tasks.length; from += TASKS_A_SCRIPT) {
      entered.push(...(await this.enterSome(tasks.slice(from, from + TASKS_A_SCRIPT))));
    }
    return entered;
  }

  /**
   * Frees the slot of a task, or its place among the waiting. A parked one is due again at `checkAtMs`, or in 3 s.
   * @returns what may run now, which is the caller's to queue: what nobody queues is due in 3 s.
   */
  async release(ref: TaskRef, fate: Fate, checkAtMs?: number): Promise<Released[]> {
    const at = fate === 'ended' ? -1 : Math.floor(checkAtMs ?? 0);
    const released = releasedOf(await this.call(RELEASE, [nameOfTask(ref), at]));
    return released.length < TASKS_A_SCRIPT ? released : [...released, ...(await this.fill())];
  }

  /** Sees to it that a task which has not entered is due at `checkAtMs`. */
  async supervise(ref: TaskRef, checkAtMs: number): Promise<void> {
    await this.call(SUPERVISE, [nameOfTask(ref), Math.floor(checkAtMs)]);
  }

  /** Removes every trace of a task. Its slot is free for the next call that hands out. */
  async forget(ref: TaskRef): Promise<void> {
    await this.call(FORGET, [nameOfTask(ref)]);
  }

  /** Hands out what may run now: after a worker came, a network goes on or a task was forgotten. */
  async fill(): Promise<Released[]> {
    const released: Released[] = [];
    for (;;) {
      const some = releasedOf(await this.call(FILL, []));
      released.push(...some);
      if (some.length < TASKS_A_SCRIPT) return released;
    }
  }

  /** Up to `limit` tasks to look after by `nowMs`, longest due first; of waiting ones those whose deadline has passed. They stay due. */
  async due(nowMs: number, limit: number): Promise<TaskRef[]> {
    const names = await this.redis.run((redis) => redis.zrangebyscore(CHECKS, '-inf', nowMs, 'LIMIT', 0, limit));
    return names.map(taskOfName);
  }

  /** Makes a task that is to be looked after due at `atMs`; others stay as they are. */
  async checkAgain(ref: TaskRef, atMs: number): Promise<void> {
    await this.redis.run((redis) => redis.zadd(CHECKS, 'XX', atMs, nameOfTask(ref)));
  }

  /** Says, every 5 s, that a worker is there and takes `capacity` tasks at a time. The sum over workers is the window. */
  async noteWorker(workerId: string, capacity: number): Promise<void> {
    await this.call(NOTE_WORKER, [workerId, capacity]);
  }

  async forgetWorker(workerId: string): Promise<void> {
    await this.call(NOTE_WORKER, [workerId, -1]);
  }

  /** Keeps the waiting tasks of a network where they are, or lets them go on with the next call that hands out; those in flight go on. */
  async setPaused(tenantId: string, networkId: string, isPaused: boolean): Promise<void> {
    await this.call(PAUSE, [tenantId, nameOfNetwork({ tenantId, networkId }), isPaused ? 1 : 0]);
  }

  async isPaused(tenantId: string, networkId: string): Promise<boolean> {
    return (await this.redis.run((redis) => redis.sismember(PAUSED, nameOfNetwork({ tenantId, networkId })))) === 1;
  }

  async counts(): Promise<ScheduleCounts> {
    const [waiting, inFlight, parked, tenants, oldestWaitingMs, ended, endedInMs, window, ...byPriority] = (await this.call(COUNT, [])) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      ...number[],
    ];
    const drainedPerSecond = (ended * 1_000) / endedInMs;
    const waitingByPriority = Object.fromEntries(byPriority.map((count, index) => [index + 1, count]));
    return { waiting, inFlight, parked, tenants, oldestWaitingMs, drainedPerSecond, window, waitingByPriority };
  }

  private async enterSome(tasks: readonly ScheduledTask[], arrivedMs = 0): Promise<Entered[]> {
    const { maxQueued, maxQueuedPerTenant } = this.config;
    const args = [maxQueued, maxQueuedPerTenant, Math.floor(arrivedMs), ...tasks.flatMap((task) => this.argumentsOf(task))];
    const answers = (await this.call(ENTER, args)) as number[];
    return tasks.map((_task, index) => enteredOf(answers[2 * index] as number, answers[2 * index + 1] as number));
  }

  private argumentsOf({ ref, priority, cost, deadlineMs = 0, networkLimit = 0 }: ScheduledTask): (string | number)[] {
    const deadline = Math.min(Math.floor(deadlineMs), LAST_DEADLINE_MS);
    const weight = this.weights.get(ref.tenantId) ?? 1;
    return [nameOfTask(ref), ref.tenantId, nameOfNetwork(ref), priority, Math.max(1, cost), deadline, networkLimit, weight];
  }

  private call(script: LuaScript, args: (string | number)[]): Promise<unknown> {
    return this.redis.evaluate(script, [PREFIX], args);
  }
}

function enteredOf(verdict: number, value: number): Entered {
  if (verdict === 1) return { verdict: 'run', share: value };
  return verdict === 0 ? { verdict: 'wait' } : { verdict: 'full', retryAfterSeconds: value };
}

/** Reads {task, priority, share}, one after the other. */
function releasedOf(answer: unknown): Released[] {
  const flat = answer as (string | number)[];
  const released: Released[] = [];
  for (let at = 0; at < flat.length; at += 3) {
    released.push({ ref: taskOfName(flat[at] as string), priority: flat[at + 1] as number, share: flat[at + 2] as number });
  }
  return released;
}
