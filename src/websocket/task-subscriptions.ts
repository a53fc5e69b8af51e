import type { Channels, CoordinatorService, EventReader, EventSources, MeshEvent } from '../coordinator';
import { MeshError } from '../errors';
import type { NetworkPlace } from '../redis';
import type { Connection } from './connection';
import { errorMessage } from './messages';
import { textOnce } from './server-text';

/** What one connection may be subscribed to at once. */
export const MAX_SUBSCRIPTIONS = 100;

/** Where the events of tasks come from. */
export interface TaskFeeds {
  coordinator: CoordinatorService;
  events: EventReader;
  sources: EventSources;
  channels: Channels;
}

interface Subscription {
  leave: AbortController;
  /** The event that was sent last, or that the client had before. */
  lastEventId: string;
}

/** The tasks that one connection is told of. */
export class TaskSubscriptions {
  private readonly subscriptions = new Map<string, Subscription>();

  constructor(
    private readonly connection: Connection,
    private readonly place: NetworkPlace,
    private readonly feeds: TaskFeeds,
  ) {}

  get count(): number {
    return this.subscriptions.size;
  }

  /** `task_id=last_event_id` of as many as fit into the reason of a close. */
  resumeHint(): string {
    return ['resume', ...[...this.subscriptions].map(([taskId, { lastEventId }]) => `${taskId}=${lastEventId}`)].reduce((all, next) =>
      all.length + next.length < 123 ? `${all} ${next}` : all,
    );
  }

  /**
   * Tells of what happened to the task after `lastEventId`, all of it without one, and of what happens from now on.
   * @throws MeshError 404 where the network has no such task, 409, 422.
   */
  async subscribe(taskId: string, lastEventId: string | undefined): Promise<void> {
    const afterId = this.feeds.events.startAfter(lastEventId, 'last_event_id');
    if (this.subscriptions.has(taskId))
      throw new MeshError('conflict', 'already-subscribed', 'this connection is told of this task already');
    const { ref } = await this.feeds.coordinator.get(this.place.tenantId, this.place.networkId, taskId);
    if (!this.connection.isOpen) return;
    const subscription = { leave: new AbortController(), lastEventId: afterId };
    this.subscriptions.set(taskId, subscription);
    this.connection.say({ type: 'subscribed', task_id: taskId, last_event_id: lastEventId ?? null });
    const events = this.feeds.events.follow(this.feeds.sources.task(ref), afterId, subscription.leave.signal);
    void this.follow(taskId, subscription, events);
  }

  /** Whether the task was subscribed to. */
  unsubscribe(taskId: string): boolean {
    const subscription = this.subscriptions.get(taskId);
    this.subscriptions.delete(taskId);
    subscription?.leave.abort();
    return subscription !== undefined;
  }

  end(): void {
    for (const { leave } of this.subscriptions.values()) leave.abort();
    this.subscriptions.clear();
  }

  private async follow(taskId: string, subscription: Subscription, events: AsyncIterable<MeshEvent>): Promise<void> {
    let reason: 'ended' | 'failed' = 'ended';
    try {
      for await (const event of events) {
        if (subscription.leave.signal.aborted) break;
        const { id: event_id, event: name, data } = event;
        subscription.lastEventId = event_id;
        const text = textOnce(event, () => ({ type: 'task_update', task_id: taskId, event: name, event_id, data }));
        if (!(await this.connection.tell(text))) break;
      }
    } catch (error) {
      reason = 'failed';
      this.connection.say(errorMessage(error, { task_id: taskId }));
    }
    // Where this process stops, no task has ended: whoever is told so by the close goes on elsewhere.
    if (this.subscriptions.get(taskId) !== subscription || this.feeds.channels.stopped.aborted) return;
    this.subscriptions.delete(taskId);
    this.connection.say({ type: 'unsubscribed', task_id: taskId, reason });
  }
}
