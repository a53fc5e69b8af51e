import { Injectable } from '@nestjs/common';
import { loadLua, RedisClient } from '../../redis';
import { RetentionPeriods } from '../../tenants';
import { AuditSecrets } from '../audit-secrets';
import { genesisOf } from '../chain/chain';
import { Subjects } from '../people/subjects';
import { chained, emptyLog, endOf, type LogEnd, type PreparedEvent } from './batch';
import { columnsKey, dayOf, daysKey, goneAtOf, headKey, openKey, streamKey } from './log-keys';

const APPEND = loadLua(__dirname, 'append-events.lua');

type AppendReply = [isStored: number, timesForgotten: number, sequence: number, link: Buffer, day: Buffer];

/** A try to append that must be made exactly so again when its answer is lost: whether it was carried out, only Redis knows. */
export interface Attempt {
  after: LogEnd;
  day: string;
  keys: string[];
  args: (string | number | Buffer)[];
  end: LogEnd;
}

/** Writes batches of records to the ends of logs. */
@Injectable()
export class LogAppender {
  constructor(
    private readonly redis: RedisClient,
    private readonly secrets: AuditSecrets,
    private readonly subjects: Subjects,
    private readonly periods: RetentionPeriods,
  ) {}

  /** Chains a batch to what is believed to be the end of the log. */
  async attempt(tenantId: string, events: readonly PreparedEvent[], after: LogEnd | undefined): Promise<Attempt> {
    const end = after ?? emptyLog(tenantId);
    const today = dayOf(Date.now());
    const day = end.day > today ? end.day : today; // the clock of another replica may be ahead
    const batch = chained(events, end, this.secrets.markKeys[0]);
    const goneAtMs = goneAtOf(day, await this.periods.days(tenantId, 'audit'));
    const keys = [headKey(tenantId), streamKey(tenantId, day), columnsKey(tenantId, day), openKey(tenantId), daysKey(tenantId)];
    const args = [end.sequence, end.link, day, goneAtMs, batch.links, batch.marks, batch.rows, ...batch.sealed];
    return { after: end, day, keys, args, end: endOf(batch, day) };
  }

  /** Makes the try. Resolves to `stored`, or to where the log really ends, so that the batch must be chained anew. @throws MeshError when nobody knows */
  async make(tenantId: string, { keys, args }: Attempt): Promise<'stored' | LogEnd> {
    const reply = (await this.redis.evaluateBuffer(APPEND, keys, args)) as AppendReply;
    const [isStored, timesForgotten, sequence, link, day] = reply;
    this.subjects.learn(tenantId, timesForgotten);
    if (isStored === 1) return 'stored';
    return { sequence, link: link.length === 0 ? genesisOf(tenantId) : link, day: day.toString() };
  }
}
