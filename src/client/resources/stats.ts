import type { MemoryStatsController } from '../../memory/codec/memory-stats.controller';
import type { SessionStatsController } from '../../memory/sessions/session-stats.controller';
import type { costView, usageView } from '../../models/cost/ledger/stats.view';
import type { AnswerOf } from '../answer-of';
import type { CallOptions } from '../transport/call';
import type { Transport } from '../transport/transport';

/** What the rows of a report stand for. */
export type StatsGroup = 'model' | 'user' | 'network' | 'key' | 'day';

/** Which days, the first and the last, and how they are summed up. */
export interface StatsOptions {
  from?: string | Date;
  to?: string | Date;
  /** Default model. */
  group_by?: StatsGroup;
}

/** A report; each row names what it stands for under the name of the group. */
export interface StatsReport<Figures> {
  /** UTC days. */
  from: string;
  to: string;
  group_by: StatsGroup;
  data: (Figures & Partial<Record<StatsGroup, string>>)[];
  total: Figures;
}

/** `/stats`; that of models is `models.list`. */
export class StatsApi {
  constructor(private readonly transport: Transport) {}

  /** What calls to models cost. */
  cost(query: StatsOptions = {}, options?: CallOptions): Promise<StatsReport<ReturnType<typeof costView>>> {
    return this.transport.json({ method: 'GET', path: '/stats/cost', query, safety: 'repeat' }, options);
  }

  /** How many there were, and their tokens. */
  usage(query: StatsOptions = {}, options?: CallOptions): Promise<StatsReport<ReturnType<typeof usageView>>> {
    return this.transport.json({ method: 'GET', path: '/stats/usage', query, safety: 'repeat' }, options);
  }

  sessions(options?: CallOptions): Promise<AnswerOf<SessionStatsController['read']>> {
    return this.transport.json({ method: 'GET', path: '/stats/sessions', safety: 'repeat' }, options);
  }

  /** What compressing memories saved in the process that answers. */
  memory(options?: CallOptions): Promise<AnswerOf<MemoryStatsController['stats']>> {
    return this.transport.json({ method: 'GET', path: '/stats/memory', safety: 'repeat' }, options);
  }
}
