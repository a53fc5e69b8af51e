import { Logger } from '@nestjs/common';
import { loadLua, type RedisClient } from '../../redis';
import { auditKey } from '../audit-keys';
import type { AuditEvent } from '../audit-event';
import { genesisOf, linkOf, markOf } from '../chain/chain';
import type { Subjects } from '../people/subjects';
import { COLUMN_BYTES, writeColumns } from './columns';
import { ready, sealedAt, type ReadyEvent } from './seal-event';

const APPEND = loadLua(__dirname, 'append-events.lua');
/** A batch keeps Redis for some 3 ms at most. */
const MAX_BATCH = 512;
const DAY_MS = 86_400_000;
/** Days for which what should have been pruned is kept, should nobody prune. */
const SLACK_DAYS = 7;
/** Tries of one batch against other writers: each time one of them has got on. */
const MAX_RACES = 1_000;

/** The end of a log; its link is empty before the first record. */
interface KnownHead {
  sequence: number;
  link: Buffer;
  day: string;
}

/** A batch of which nobody has heard whether it was stored. */
interface Uncertain {
  count: number;
  afterSequence: number;
  day: string;
  firstLink: Buffer;
}

/** What all logs of a process share. */
export interface LogTools {
  redis: RedisClient;
  subjects: Subjects;
  markKey: Buffer;
  /** Days for which the records of a tenant are kept. */
  keptDays: (tenantId: string) => number;
}

/** One event that waits to be stored. */
export interface Waiting {
  event: AuditEvent;
  stored?: ((sequence: number) => void) | undefined;
}

/**
 * Appends to the log of one tenant, a batch at a time. It remembers where the log ended and chains to that; should somebody else have appended
 * meanwhile it is told so, and chains again to what they wrote.
 */
export class TenantLog {
  private readonly logger = new Logger(TenantLog.name);
  private head?: KnownHead | undefined;
  private uncertain?: Uncertain | undefined;

  constructor(
    private readonly tenantId: string,
    private readonly tools: LogTools,
  ) {}

  /** Stores the first of `waiting`, at most 512; returns how many. @throws MeshError when they could not be stored: they may be tried again. */
  async append(waiting: readonly Waiting[]): Promise<number> {
    const earlier = this.uncertain !== undefined && (await this.wasStored(this.uncertain)) ? this.uncertain : undefined;
    this.uncertain = undefined;
    if (earlier !== undefined) return this.tell(waiting.slice(0, earlier.count), earlier.afterSequence);
    const batch = waiting.slice(0, MAX_BATCH);
    const today = new Date().toISOString().slice(0, 10);
    return this.tell(batch, await this.write(await this.ready(batch, today), today));
  }

  private tell(batch: readonly Waiting[], afterSequence: number): number {
    for (const [index, { stored }] of batch.entries()) stored?.(afterSequence + index + 1);
    return batch.length;
  }

  private async ready(batch: readonly Waiting[], day: string): Promise<ReadyEvent[]> {
    const { subjects } = this.tools;
    const nowMs = Date.now();
    return Promise.all(
      batch.map(async ({ event }) => {
        const person = { userId: event.actor.userId, ip: event.ip, userAgent: event.userAgent };
        const isSomebody = person.userId !== undefined || person.ip !== undefined;
        const sealed = isSomebody
          ? (subjects.known(this.tenantId, person, nowMs) ?? (await subjects.seal(this.tenantId, person, day)))
          : undefined;
        return ready(event, sealed, event.ip === undefined ? undefined : subjects.addressHash(event.ip));
      }),
    );
  }

  /** Returns the sequence of the record before the batch. */
  private async write(events: readonly ReadyEvent[], today: string): Promise<number> {
    for (let race = 0; race < MAX_RACES; race += 1) {
      const head = (this.head ??= await this.readHead());
      const day = head.day > today ? head.day : today;
      const { args, first, last } = this.chained(head, events);
      const sequence = head.sequence + events.length;
      this.uncertain = { count: events.length, afterSequence: head.sequence, day, firstLink: first };
      this.head = undefined;
      const reply = await this.evaluate(day, [String(head.sequence), head.link, day, String(sequence), last, this.goneAtMs(day), ...args]);
      this.uncertain = undefined;
      this.head = reply === 1 ? { sequence, link: last, day } : headOf(reply as Buffer[]);
      if (reply === 1) return head.sequence;
      if (this.head.sequence < head.sequence) this.tellLoss(head.sequence, this.head.sequence);
    }
    throw new Error('the log is never as it was read');
  }

  /** Somebody has removed records, or Redis has lost them: the log goes on, and verification says where it broke. */
  private tellLoss(knownSequence: number, sequence: number): void {
    this.logger.error({ tenantId: this.tenantId, knownSequence, sequence }, 'the audit log is shorter than it was');
  }

  private async wasStored({ afterSequence, day, firstLink }: Uncertain): Promise<boolean> {
    const id = `${afterSequence + 1}-0`;
    const [entry] = await this.tools.redis.run((r) => r.xrangeBuffer(auditKey(this.tenantId, 'day', day), id, id));
    return entry?.[1][3]?.equals(firstLink) === true;
  }

  private chained(head: KnownHead, events: readonly ReadyEvent[]): { args: (string | Buffer)[]; first: Buffer; last: Buffer } {
    const columns = Buffer.allocUnsafe(events.length * COLUMN_BYTES);
    const args: (string | Buffer)[] = [columns];
    let link = head.sequence === 0 ? genesisOf(this.tenantId) : head.link;
    let first = link;
    for (const [index, event] of events.entries()) {
      const sealed = sealedAt(head.sequence + index + 1, event);
      link = linkOf(link, sealed);
      if (index === 0) first = link;
      args.push(sealed, link, markOf(this.tools.markKey, link), event.event.id);
      writeColumns(columns, index * COLUMN_BYTES, event.columns);
    }
    return { args, first, last: link };
  }

  private evaluate(day: string, args: readonly (string | Buffer)[]): Promise<unknown> {
    const keys = [['head'], ['day', day], ['columns', day], ['open'], ['days']].map((rest) => auditKey(this.tenantId, ...rest));
    return this.tools.redis.evaluateBuffer(APPEND, keys, args);
  }

  private async readHead(): Promise<KnownHead> {
    const fields = await this.tools.redis.run((r) => r.hmgetBuffer(auditKey(this.tenantId, 'head'), 'sequence', 'link', 'day'));
    return headOf(fields);
  }

  private goneAtMs(day: string): string {
    return String(Date.parse(day) + (this.tools.keptDays(this.tenantId) + 1 + SLACK_DAYS) * DAY_MS);
  }
}

function headOf([sequence, link, day]: readonly (Buffer | null)[]): KnownHead {
  return { sequence: Number(sequence?.toString() ?? 0), link: link ?? Buffer.alloc(0), day: day?.toString() ?? '' };
}
