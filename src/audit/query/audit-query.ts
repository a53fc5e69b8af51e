import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor } from '../../redis';
import type { AuditEvent } from '../audit-event';
import { eventOf } from '../log/sealed-text';
import { StoredRecords, type AuditDay } from '../log/stored-records';
import { Subjects } from '../people/subjects';
import type { SealedEvent } from '../sealed-record';
import { lastRows, matchesEvent, rowTest, type AuditFilters, type FilterTraces } from './audit-filters';
import { ColumnsMirror } from './columns-mirror';

/** Records a page may have. */
const MAX_LIMIT = 200;
/** Milliseconds after which a search answers with what it has, and a cursor to go on from. */
const LONGEST_SEARCH_MS = 1_000;
const DAY_MS = 86_400_000;

/** An event as it stands in the log. */
export type AuditRecord = AuditEvent & {
  sequence: number;
  /** The key of the person it is about was shredded: who it was nobody can tell. */
  isErased?: true;
};

/** What was found, the newest first. There may be more when there is a cursor, even where nothing was found yet. */
export interface AuditPage {
  records: AuditRecord[];
  nextCursor: string | null;
}

/** Finds events in the log of a tenant by who did what from where. */
@Injectable()
export class AuditQuery {
  constructor(
    private readonly records: StoredRecords,
    private readonly subjects: Subjects,
    private readonly mirror: ColumnsMirror,
  ) {}

  /** @throws MeshError 422 naming `cursor` when it is none of ours, 503 `redis-unavailable` */
  async find(tenantId: string, filters: AuditFilters, { limit, cursor }: { limit: number; cursor?: string }): Promise<AuditPage> {
    const wanted = Math.min(limit, MAX_LIMIT);
    const deadlineMs = performance.now() + LONGEST_SEARCH_MS;
    let before = cursor === undefined ? Infinity : decodeCursor(cursor).score;
    const [days, traces] = await Promise.all([this.records.days(tenantId), this.tracesOf(tenantId, filters)]);
    const test = rowTest(filters, traces);
    const found: AuditRecord[] = [];
    for (let place = days.length - 1; place >= 0; place -= 1) {
      const day = days[place] as AuditDay;
      // An event is appended on the day on which it began or later: days before hold none of it.
      if (day.firstSequence >= before || Date.parse(day.day) + DAY_MS <= (filters.fromMs ?? 0)) continue;
      const { words, rows } = await this.mirror.of(tenantId, day, place < days.length - 1);
      for (let row = Math.min(rows, before - day.firstSequence); row > 0;) {
        const candidates = lastRows(words, row, test, wanted - found.length);
        row = candidates.next;
        const read = await this.read(tenantId, day, candidates.rows);
        found.push(...read.filter(({ event, subject }) => matchesEvent(event, subject, filters, traces.subject)).map(({ event }) => event));
        before = day.firstSequence + row;
        const isEnough = found.length >= wanted || performance.now() >= deadlineMs;
        if (isEnough) return { records: found, nextCursor: before > (days[0] as AuditDay).firstSequence ? cursorAt(before) : null };
        if (candidates.rows.length === 0) await setImmediate();
      }
    }
    return { records: found, nextCursor: null };
  }

  private async tracesOf(tenantId: string, { actor, ip }: AuditFilters): Promise<FilterTraces> {
    const subject = actor === undefined || actor.startsWith('key_') ? undefined : await this.subjects.subjectOf(tenantId, actor);
    return { subject, ipHashes: ip === undefined ? [] : this.subjects.ipHashes(tenantId, ip) };
  }

  private async read(
    tenantId: string,
    { day, firstSequence }: AuditDay,
    rows: readonly number[],
  ): Promise<{ event: AuditRecord; subject?: string }[]> {
    if (rows.length === 0) return [];
    const stored = await this.records.at(
      tenantId,
      day,
      rows.map((row) => firstSequence + row),
    );
    const sealed = stored.flatMap((record) => (record === undefined ? [] : [JSON.parse(record.sealed) as SealedEvent]));
    const people = await this.subjects.open(tenantId, sealed);
    return sealed.map((record, i) => {
      const event: AuditRecord = { ...eventOf(tenantId, record, people[i]), sequence: record.seq };
      if (people[i] === 'shredded') event.isErased = true;
      return { event, ...(record.subject !== undefined && { subject: record.subject }) };
    });
  }
}

const cursorAt = (before: number) => encodeCursor({ score: before, member: 'audit' });
