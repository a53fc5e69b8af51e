import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { NetworkStatuses } from '../../networks';
import type { NetworkPlace } from '../../redis';
import { TaskLists } from '../lists/task-lists';
import { FairSchedule } from '../schedule/fair/fair-schedule';
import { JobQueue } from '../schedule/job.queue';
import { StandingTask } from '../workflow/standing-task';
import type { TaskStatus } from '../workflow/task';
import { startsOf } from '../workflow/workflow';
import { PausedNetworksStore } from './paused-networks.store';

/** Tasks that are moved on when their network goes on, the newest; the reconciler moves the others on within 5 s. */
const MOVED_AT_ONCE = 1_000;
const A_PAGE = 200;
/** Statuses of tasks that may do something, or be started, once their network goes on. */
const OPEN: readonly TaskStatus[] = ['running', 'queued', 'planning'];

/**
 * Pauses networks: running steps finish, nothing new begins. The network's own key, which workers go by, is written first when it is paused
 * and last when it goes on: whoever is told that a half-done change failed finds the network paused, and does it again.
 */
@Injectable()
export class NetworkPause implements OnModuleInit {
  private readonly logger = new Logger(NetworkPause.name);

  constructor(
    private readonly paused: PausedNetworksStore,
    private readonly schedule: FairSchedule,
    private readonly queue: JobQueue,
    private readonly lists: TaskLists,
    private readonly standing: StandingTask,
    private readonly statuses: NetworkStatuses,
  ) {}

  onModuleInit(): void {
    this.statuses.register(async (place) => ((await this.paused.isPaused(place)) ? 'paused' : 'active'));
  }

  async pause(place: NetworkPlace, by: string): Promise<void> {
    await this.paused.pause(place, by);
    await this.schedule.setPaused(place.tenantId, place.networkId, true);
  }

  async resume(place: NetworkPlace, by: string): Promise<void> {
    await this.schedule.setPaused(place.tenantId, place.networkId, false);
    await this.paused.resume(place, by);
    // What fails from here on is done by the reconciler.
    await this.moveOn(place).catch((error: unknown) => this.logger.warn({ networkId: place.networkId, err: error }, 'tasks go on later'));
  }

  private async moveOn(place: NetworkPlace): Promise<void> {
    await this.queue.add(startsOf(await this.schedule.fill()));
    let cursor: string | undefined;
    for (let moved = 0; moved < MOVED_AT_ONCE; moved += A_PAGE) {
      const page = await this.lists.newestIds(place, { limit: A_PAGE, cursor }, OPEN);
      await Promise.all(page.data.map((taskId) => this.standing.moveOn({ ...place, taskId }, Date.now())));
      if (page.next_cursor === null) return;
      cursor = page.next_cursor;
    }
  }
}
