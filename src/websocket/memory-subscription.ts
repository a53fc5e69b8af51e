import type { Channels } from '../coordinator';
import { MeshError } from '../errors';
import { memoryUpdatesChannel, memoryUpdatesIn } from '../memory';
import type { NetworkPlace } from '../redis';
import type { Connection } from './connection';

/** Whether and how one connection is told of the memories of its network: from now on, and of what is missed nothing later. */
export class MemorySubscription {
  private leave?: () => void;

  constructor(
    private readonly connection: Connection,
    private readonly place: NetworkPlace,
    private readonly channels: Channels,
  ) {}

  get count(): number {
    return this.leave === undefined ? 0 : 1;
  }

  /** @throws MeshError 409 `already-subscribed`. */
  async subscribe(): Promise<void> {
    if (this.leave) throw new MeshError('conflict', 'already-subscribed', 'this connection is told of the memories already');
    const leave = await this.channels.listen(memoryUpdatesChannel(this.place), (message) => this.tell(message));
    this.leave = leave;
    if (!this.connection.isOpen) return void this.end();
    this.connection.say({ type: 'subscribed', memory: true });
  }

  /** Whether it was subscribed to. */
  end(): boolean {
    const wasSubscribed = this.leave !== undefined;
    this.leave?.();
    this.leave = undefined;
    return wasSubscribed;
  }

  private tell(message: string): void {
    for (const { action, memoryId, type } of memoryUpdatesIn(message)) {
      this.connection.say({ type: 'memory_update', action, memory_id: memoryId, memory_type: type });
    }
  }
}
