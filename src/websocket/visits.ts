import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge } from 'prom-client';
import { Channels, CoordinatorService, EventReader, EventSources, TaskLists } from '../coordinator';
import { MeshError } from '../errors';
import { METRIC } from '../observability';
import { KeyWatch, MeshLimits } from '../security';
import { CLOSE } from './close-codes';
import { Connection } from './connection';
import type { OpenSocket } from './handshake';
import { errorMessage } from './messages';
import { Visit, type VisitedMesh } from './visit';
import { VisitAudit } from './visit-audit';
import type { Visitor } from './visitor';
import { WebSocketConfig } from './websocket.config';

/** Milliseconds that connections have to close when this process stops. */
const GOODBYE_MS = 1_000;

/** All that are connected to this process. */
@Injectable()
export class Visits implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Visits.name);
  private readonly open = new Set<Connection>();
  private readonly mesh: VisitedMesh;
  private isStopping = false;

  constructor(
    private readonly config: WebSocketConfig,
    private readonly keyWatch: KeyWatch,
    @InjectMetric(METRIC.webSocketConnections) private readonly connections: Gauge,
    @InjectMetric(METRIC.webSocketMessages) private readonly messages: Counter<'direction' | 'type'>,
    channels: Channels,
    coordinator: CoordinatorService,
    events: EventReader,
    sources: EventSources,
    lists: TaskLists,
    limits: MeshLimits,
    audit: VisitAudit,
  ) {
    this.mesh = { channels, coordinator, events, sources, lists, limits, audit };
  }

  /** Before one more is let in. @throws MeshError 503 `connections-limited`. */
  assertRoom(): void {
    if (!this.isStopping && this.open.size < this.config.connections) return;
    throw new MeshError('unavailable', 'connections-limited', 'this replica can take no more connections', { retryAfterSeconds: 5 });
  }

  /** Serves a connection until it is gone. Never rejects. */
  async receive({ socket, inbox }: OpenSocket, visitor: Visitor): Promise<void> {
    const count = (direction: 'in' | 'out', type: string) => this.messages.inc({ direction, type });
    const connection: Connection = new Connection(socket, this.config.pingSeconds * 1_000, count, () => visit.tasks.resumeHint());
    const visit: Visit = new Visit(connection, visitor, this.mesh, (type) => count('in', type));
    this.open.add(connection);
    this.connections.inc();
    const unwatch = this.keyWatch.watch(visitor.principal, (why) => {
      connection.say(errorMessage(why, {}, visitor.principal.requestId));
      connection.close(CLOSE.policy, why.code);
    });
    try {
      await visit.hold(inbox);
    } catch (error) {
      this.logger.error({ err: error }, 'connection failed');
      connection.close(CLOSE.internal, 'internal-error');
    }
    await connection.closed;
    unwatch();
    this.open.delete(connection);
    this.connections.dec();
  }

  /** Says goodbye to everybody: they find another replica, and resume there. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    for (const connection of this.open) connection.close(CLOSE.restart, 'service restart');
    let late: NodeJS.Timeout | undefined;
    const all = Promise.all([...this.open].map(({ closed }) => closed));
    await Promise.race([all, new Promise((resolve) => (late = setTimeout(resolve, GOODBYE_MS)))]);
    clearTimeout(late);
    for (const connection of this.open) connection.terminate();
  }
}
