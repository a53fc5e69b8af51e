import type { TaskLists } from '../coordinator';
import { invalidField, MeshError } from '../errors';
import type { MeshLimits, Principal } from '../security';
import { CLOSE } from './close-codes';
import type { Connection } from './connection';
import type { Inbox } from './inbox';
import { MemorySubscription } from './memory-subscription';
import { MessageRate, type Rate } from './message-rate';
import { clientMessage, errorMessage, jsonOf, typeOf, type ClientMessage, type ClientMessageType } from './messages';
import { MAX_SUBSCRIPTIONS, TaskSubscriptions, type TaskFeeds } from './task-subscriptions';
import type { VisitAudit } from './visit-audit';
import type { Visitor } from './visitor';

/** Messages that one connection may send. */
const MESSAGES: Rate = { perSecond: 20, atOnce: 60 };
/** Messages beyond that which are refused one by one; with more the connection is closed. */
const REFUSALS: Rate = { perSecond: 10, atOnce: 200 };
/** Tasks that `get_active_tasks` answers at most, the newest. */
const MAX_ACTIVE_TASKS = 100;
const ACTIVE = ['planning', 'queued', 'running', 'awaiting_approval'] as const;

/** What a visit needs of the mesh. */
export interface VisitedMesh extends TaskFeeds {
  lists: TaskLists;
  limits: MeshLimits;
  audit: VisitAudit;
}

/** What is said on one connection: messages are answered one after the other, and what goes wrong with one is told there alone. */
export class Visit {
  readonly tasks: TaskSubscriptions;
  readonly memory: MemorySubscription;
  private readonly rate = new MessageRate(MESSAGES);
  private readonly patience = new MessageRate(REFUSALS);

  constructor(
    private readonly connection: Connection,
    private readonly visitor: Visitor,
    private readonly mesh: VisitedMesh,
    private readonly heard: (type: string) => void,
  ) {
    this.tasks = new TaskSubscriptions(connection, visitor.place, mesh);
    this.memory = new MemorySubscription(connection, visitor.place, mesh.channels);
  }

  /** Answers what comes until the connection is gone. */
  async hold(inbox: Inbox): Promise<void> {
    this.connection.say({ type: 'connected', network_id: this.visitor.place.networkId });
    for (let text = await inbox.next(); text !== undefined && this.connection.isOpen; text = await inbox.next()) {
      await this.answer(text);
    }
    this.tasks.end();
    this.memory.end();
  }

  private async answer(text: string): Promise<void> {
    let type: ClientMessageType | 'unknown' = 'unknown';
    let message: ClientMessage | undefined;
    try {
      const json = this.rate.take() ? jsonOf(text) : this.refuse();
      type = typeOf(json);
      message = await clientMessage(json);
      await this.act(message);
    } catch (error) {
      const about = { ...(type !== 'unknown' && { request: type }), ...(message?.task_id !== undefined && { task_id: message.task_id }) };
      this.connection.say(errorMessage(error, about, this.visitor.principal.requestId));
    }
    this.heard(type);
  }

  /** @throws MeshError 429 `messages-rate-limited`. */
  private refuse(): never {
    if (!this.patience.take()) this.connection.close(CLOSE.policy, 'far too many messages');
    throw new MeshError('rate-limited', 'messages-rate-limited', `a connection may send ${MESSAGES.perSecond} messages a second`, {
      retryAfterSeconds: 1,
    });
  }

  private async act({ type, task_id: taskId, last_event_id: lastEventId }: ClientMessage): Promise<void> {
    switch (type) {
      case 'ping':
        return this.connection.say({ type: 'pong' });
      case 'subscribe_task':
        return this.noted('tasks', 'subscribe', taskId, async () => {
          this.assertRoom();
          await this.tasks.subscribe(required(taskId), lastEventId);
        });
      case 'unsubscribe_task':
        if (!this.tasks.unsubscribe(required(taskId))) throw notSubscribed('this task');
        return this.connection.say({ type: 'unsubscribed', task_id: required(taskId), reason: 'asked' });
      case 'subscribe_memory':
        return this.noted('memories', 'subscribe', undefined, async () => {
          assertReadsMemory(this.visitor);
          this.assertRoom();
          await this.memory.subscribe();
        });
      case 'unsubscribe_memory':
        if (!this.memory.end()) throw notSubscribed('the memories');
        return this.connection.say({ type: 'unsubscribed', memory: true, reason: 'asked' });
      case 'get_active_tasks':
        return this.noted('tasks', 'list', undefined, () => this.tellActiveTasks());
    }
  }

  /** What asks the mesh for something takes a turn of the key, as a request does, and stands in the audit log. */
  private async noted(kind: 'tasks' | 'memories', verb: string, id: string | undefined, done: () => Promise<void>): Promise<void> {
    try {
      await this.mesh.limits.takeRequest(this.visitor.principal);
      await done();
      this.mesh.audit.asked(this.visitor, kind, verb, id);
    } catch (error) {
      this.mesh.audit.asked(this.visitor, kind, verb, id, error);
      throw error;
    }
  }

  private async tellActiveTasks(): Promise<void> {
    const { place } = this.visitor;
    const { data } = await this.mesh.lists.newestIds(place, { limit: MAX_ACTIVE_TASKS }, ACTIVE);
    const tasks = await this.mesh.lists.summaries(place, data);
    const found = tasks.filter((task) => task !== undefined);
    const shown = found.map(({ ref, status, progress }) => ({ task_id: ref.taskId, status, progress }));
    this.connection.say({ type: 'active_tasks', tasks: shown });
  }

  private assertRoom(): void {
    if (this.tasks.count + this.memory.count < MAX_SUBSCRIPTIONS) return;
    const detail = `a connection may have ${MAX_SUBSCRIPTIONS} subscriptions; end one, or open another connection`;
    throw new MeshError('rate-limited', 'subscriptions-limited', detail, { retryable: false });
  }
}

function required(taskId: string | undefined): string {
  if (taskId === undefined) throw invalidField('task_id', 'is missing');
  return taskId;
}

function notSubscribed(what: string): MeshError {
  return new MeshError('conflict', 'not-subscribed', `this connection is not told of ${what}`);
}

/** The handshake asked for the scope of tasks alone. */
function assertReadsMemory({ principal, place }: { principal: Principal; place: { networkId: string } }): void {
  if (principal.grants.allows('memory:read', place.networkId)) return;
  throw new MeshError('forbidden', 'scope-missing', 'this needs the scope memory:read');
}
