import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ServerConfig } from '../../config';
import { NetworksService } from '../../networks';
import { LedLoop, meshKey, RedisClient, type NetworkPlace } from '../../redis';
import { Revocations, type Revocation } from '../../security';
import { TaskLists } from '../lists/task-lists';
import { taskKey } from '../workflow/task-keys';
import { isFinal, type TaskDocument, type TaskStatus } from '../workflow/task';
import { failureOf, Workflow } from '../workflow/workflow';
import { keyRevoked } from './key-revoked';

const LOOK_EVERY_MS = 500;
const A_PAGE = 200;
const AT_ONCE = 20;
/** Up to which revocation tasks were ended; as long-lived as the list of revocations. */
const DONE_KEY = meshKey('revocations', 'tasks-ended');
const DONE_SECONDS = 8 * 24 * 3_600;
const OPEN: readonly TaskStatus[] = ['pending', 'planning', 'queued', 'running', 'awaiting_approval'];

/** Ends the tasks of keys that were revoked: one worker does it, and another goes on where it stopped. */
@Injectable()
export class RevokedTasks implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(RevokedTasks.name);
  private readonly loop: LedLoop;

  constructor(
    private readonly server: ServerConfig,
    private readonly redis: RedisClient,
    private readonly revocations: Revocations,
    private readonly networks: NetworksService,
    private readonly lists: TaskLists,
    private readonly workflow: Workflow,
  ) {
    this.loop = new LedLoop(redis, 'revoked-tasks', LOOK_EVERY_MS, (signal) => this.turn(signal));
  }

  onApplicationBootstrap(): void {
    if (this.server.hosts('worker')) this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  private async turn(signal: AbortSignal): Promise<void> {
    const done = (await this.redis.run((redis) => redis.get(DONE_KEY))) ?? '0-0';
    for (const revocation of await this.revocations.after(done)) {
      signal.throwIfAborted();
      await this.endTasksOf(revocation);
      await this.redis.run((redis) => redis.set(DONE_KEY, revocation.id, 'EX', DONE_SECONDS));
    }
  }

  private async endTasksOf({ tenantId, keyIds }: Revocation): Promise<void> {
    const revoked = new Set(keyIds);
    let ended = 0;
    let cursor: string | undefined;
    do {
      const page = await this.networks.list(tenantId, { limit: A_PAGE, cursor });
      for (const { networkId } of page.data) ended += await this.endTasksIn({ tenantId, networkId }, revoked);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    this.logger.log({ tenantId, keys: keyIds.length, tasks: ended }, 'tasks of revoked keys were ended');
  }

  private async endTasksIn(place: NetworkPlace, revoked: ReadonlySet<string>): Promise<number> {
    let ended = 0;
    let cursor: string | undefined;
    do {
      const page = await this.lists.newestIds(place, { limit: A_PAGE, cursor }, OPEN);
      for (let from = 0; from < page.data.length; from += AT_ONCE) {
        const some = page.data.slice(from, from + AT_ONCE);
        ended += (await Promise.all(some.map((taskId) => this.endIfOf(place, taskId, revoked)))).filter(Boolean).length;
      }
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return ended;
  }

  private async endIfOf(place: NetworkPlace, taskId: string, revoked: ReadonlySet<string>): Promise<boolean> {
    const ref = { ...place, taskId };
    const [text, status] = await this.redis.run((redis) => redis.hmget(taskKey(ref), 'document', 'status'));
    if (!text || isFinal(status as TaskStatus)) return false;
    const { keyId } = JSON.parse(text) as TaskDocument;
    return keyId !== undefined && revoked.has(keyId) && this.workflow.stop(ref, 'cancelled', failureOf(keyRevoked()));
  }
}
