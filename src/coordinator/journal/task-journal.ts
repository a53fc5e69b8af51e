import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { loadLua, networkKey, RedisClient } from '../../redis';
import type { TaskRef } from '../workflow/task';
import { spentArgs, type Spent } from '../workflow/spent';
import { taskKey } from '../workflow/task-keys';

const KEEP = loadLua(__dirname, 'keep-answer.lua');

/** Fields a journal may have: 50 steps, each with 40 questions or payments. What comes later is counted, but not kept. */
const MAX_FIELDS = 2_000;
/** Bytes of a kept answer; a larger one is asked for again by whoever takes the step up. */
const MAX_ANSWER_BYTES = 1_048_576;
/** Characters of a token, which stands before every kept answer. */
const TOKEN_CHARACTERS = 16;

/** Stands for planning where steps have their ids; no id of a step has brackets. */
export const PLANNING = '(planning)';
/** The same for the words of the result. */
export const FINISHING = '(finishing)';

/** What was paid for one question. `token` makes counting it again change nothing. */
export interface Payment {
  token: string;
  field: string;
  /** JSON of the answer; empty where there is none. */
  answer: string;
  spent: Spent;
}

/** A payment with a token of its own. */
export function newPayment(field: string, answer: string, spent: Spent): Payment {
  return { token: randomBytes(TOKEN_CHARACTERS / 2).toString('hex'), field, answer, spent };
}

/** The only code that touches the journals of tasks in Redis: answers that were paid, by the field of their question. */
@Injectable()
export class TaskJournal {
  constructor(private readonly redis: RedisClient) {}

  /** The JSON of the answer kept under `field`. @throws MeshError `redis-unavailable`. */
  async find(ref: TaskRef, field: string): Promise<string | undefined> {
    const held = await this.redis.run((redis) => redis.hget(journalKey(ref), field));
    return held?.slice(TOKEN_CHARACTERS);
  }

  /**
   * Counts a payment once, however often it is written, and keeps its answer unless there is one already. Returns the JSON of the
   * answer that holds where it is another. @throws MeshError `redis-unavailable`.
   */
  async write(ref: TaskRef, { token, field, answer, spent }: Payment): Promise<string | undefined> {
    const kept = Buffer.byteLength(answer) > MAX_ANSWER_BYTES ? '' : answer;
    const reply = await this.redis.evaluate(KEEP, [taskKey(ref), journalKey(ref)], [field, token, kept, MAX_FIELDS, ...spentArgs(spent)]);
    const [, earlier] = reply as [number, string?];
    return earlier;
  }
}

/** The hash of a task's journal. */
export function journalKey({ tenantId, networkId, taskId }: TaskRef): string {
  return networkKey(tenantId, networkId, 'task', taskId, 'journal');
}
