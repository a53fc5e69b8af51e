import { Injectable } from '@nestjs/common';
import {
  loadLua,
  networkKey,
  newestFirst,
  oldMembers,
  RedisClient,
  soonestFirst,
  type Fate,
  type NetworkPlace,
  type Page,
} from '../../redis';
import type { ListRequest } from '../lists/task-lists';
import { prefixOf } from '../workflow/task-keys';
import { TaskLives } from '../workflow/task-lives';
import type { Batch, BatchRef } from './batch';

const CREATE = loadLua(__dirname, 'create-batch.lua');
const CLOSE = loadLua(__dirname, 'close-batch.lua');

/** The only code beside the scripts of tasks, which count in it, that touches batches in Redis. */
@Injectable()
export class BatchStore {
  constructor(
    private readonly redis: RedisClient,
    private readonly lives: TaskLives,
  ) {}

  /** Begins a batch; one that is there already stays as it is. */
  async create(ref: BatchRef, total: number, by: string): Promise<void> {
    await this.redis.evaluate(CREATE, [prefixOf(ref)], [ref.batchId, total, by, await this.lives.batch(ref.tenantId)]);
  }

  /** Says that all of it was submitted; what was not stored by now counts as refused. Again changes nothing. */
  async close(ref: BatchRef): Promise<void> {
    await this.redis.evaluate(CLOSE, [prefixOf(ref)], [ref.batchId]);
  }

  async find(ref: BatchRef): Promise<Batch | undefined> {
    const fields = await this.redis.run((redis) => redis.hgetall(batchKey(ref)));
    if (fields.total === undefined) return undefined;
    const count = (name: string) => Number(fields[name] ?? 0);
    return {
      ref,
      total: count('total'),
      open: count('open'),
      completed: count('completed'),
      failed: count('failed'),
      cancelled: count('cancelled'),
      expired: count('expired'),
      rejected: count('rejected'),
      createdBy: fields.by ?? '',
      createdMs: count('created'),
      isClosed: fields.closed !== undefined,
      ...(fields.finished === undefined ? {} : { finishedMs: count('finished') }),
    };
  }

  /** Ids of batches that were begun before `beforeMs` and are finished, in pages; see `oldMembers`. */
  finishedBefore(place: NetworkPlace, beforeMs: number): AsyncGenerator<string[]> {
    return oldMembers(this.redis, batchIndexKey(place), beforeMs, (ids) =>
      Promise.all(
        ids.map(async (batchId): Promise<Fate> => {
          const [total, finished] = await this.redis.run((redis) => redis.hmget(batchKey({ ...place, batchId }), 'total', 'finished'));
          if (!total) return 'gone';
          return finished ? 'over' : 'stays';
        }),
      ),
    );
  }

  /** Batches of a network, the newest first. */
  async list(place: NetworkPlace, page: ListRequest): Promise<Page<Batch>> {
    return newestFirst(this.redis, batchIndexKey(place), page, (ids) =>
      Promise.all(ids.map((batchId) => this.find({ ...place, batchId }))),
    );
  }

  /** Removes batches; their tasks stay. */
  async remove(place: NetworkPlace, batchIds: readonly string[]): Promise<void> {
    const keys = batchIds.flatMap((batchId) => {
      const ref = { ...place, batchId };
      return [batchKey(ref), tasksKey(ref), batchEventsKey(ref)];
    });
    await this.redis.run((redis) => redis.unlink(...keys));
    await this.redis.run((redis) => redis.zrem(batchIndexKey(place), ...batchIds));
  }

  /** Whether nothing happens in it unless a task is retried: it is finished, or gone. */
  async isOver(ref: BatchRef): Promise<boolean> {
    const [total, finished] = await this.redis.run((redis) => redis.hmget(batchKey(ref), 'total', 'finished'));
    return !total || Boolean(finished);
  }

  /** Ids of its tasks, in the order of the request, each with its place there. */
  async tasks(ref: BatchRef, page: ListRequest): Promise<Page<{ index: number; taskId: string }>> {
    const key = tasksKey(ref);
    const { data: ids, next_cursor } = await soonestFirst(this.redis, key, page, (found) => Promise.resolve(found));
    const places = ids.length === 0 ? [] : await this.redis.run((redis) => redis.zmscore(key, ...ids));
    return { data: ids.map((taskId, at) => ({ index: Number(places[at]), taskId })), next_cursor };
  }
}

/** The batches of a network: a sorted set of ids by when they were begun, in milliseconds. */
function batchIndexKey({ tenantId, networkId }: NetworkPlace): string {
  return networkKey(tenantId, networkId, 'batches');
}

/** The stream of a batch's events, which is also the channel that wakes its readers. */
export function batchEventsKey(ref: BatchRef): string {
  return `${batchKey(ref)}:events`;
}

const batchKey = ({ tenantId, networkId, batchId }: BatchRef) => networkKey(tenantId, networkId, 'batch', batchId);
const tasksKey = (ref: BatchRef) => `${batchKey(ref)}:tasks`;
