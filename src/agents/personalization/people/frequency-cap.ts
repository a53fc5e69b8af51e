import type { Datasets } from '../../../datasets';
import { invalidField } from '../../../errors';
import type { AgentTask } from '../../agent';
import { instantOf } from '../records/instant';
import { recordSource, type PersonRecord } from '../records/record-source';
import { mailAddress } from './address';
import { emailField, fieldsCalled } from './fields';
import { countRecent } from './count-recent';

const MOST_MAILS = 100;
const MOST_DAYS = 366;
const SENT_FIELDS = ['last_sent_at', 'sent_at', 'last_sent', 'last_mailed_at'];

/** At most so many mails to one address within so many days before the sending. */
export class FrequencyCap {
  /** Times of sending that could not be read. */
  unreadable = 0;
  /** Addresses in the history that could not be read. */
  unreadableAddresses = 0;
  private readonly recent = new Map<string, number>();

  private constructor(
    readonly max: number,
    readonly days: number,
    private readonly nowMs: number,
    private readonly sentFields: readonly string[],
    /** False when nothing says when anybody was mailed: the cap cannot be held. */
    readonly hasHistory: boolean,
  ) {}

  /** Reads `context.frequency_cap`, `context.send_at` and `context.send_history`; undefined without a cap. @throws MeshError invalid, naming the field. */
  static async read(task: AgentTask, datasets: Datasets, columns: readonly string[], clockMs: number): Promise<FrequencyCap | undefined> {
    const { frequency_cap: given, send_at: sendAt } = task.context;
    if (given === undefined) return undefined;
    const nowMs = sendAt === undefined ? clockMs : instantOf(sendAt);
    if (nowMs === undefined) throw invalidField('context.send_at', 'must be an ISO 8601 date or time');
    if (given === null || typeof given !== 'object') throw invalidField('context.frequency_cap', 'must be {"max": …, "days": …}');
    const { max, days } = given as { max?: unknown; days?: unknown };
    const sentFields = fieldsCalled(columns, SENT_FIELDS);
    const history = await recordSource(task, datasets, 'send_history');
    const bounds = [countOf(max, 'max', MOST_MAILS), countOf(days, 'days', MOST_DAYS)] as const;
    const cap = new FrequencyCap(...bounds, nowMs, sentFields, history !== undefined || sentFields.length > 0);
    if (history === undefined) return cap;
    const email = emailField(history.columns, history.field);
    const sent = fieldsCalled(history.columns, SENT_FIELDS)[0];
    if (sent === undefined) throw invalidField(history.field, 'needs a field "sent_at"');
    for await (const block of history.blocks()) {
      task.signal.throwIfAborted();
      for (const record of block) cap.takeSent(record[email], record[sent]);
    }
    return cap;
  }

  /** Whether an address has had its share; a mail that stands in the record and in the history is one. */
  holds(key: string, record: PersonRecord): boolean {
    let inRecord = 0;
    for (const field of this.sentFields) inRecord = Math.max(inRecord, this.count(record[field]));
    return Math.max(inRecord, this.recent.get(key) ?? 0) >= this.max;
  }

  private takeSent(address: unknown, sent: unknown): void {
    const key = mailAddress(address)?.key;
    if (key === undefined) this.unreadableAddresses += 1;
    const recent = this.count(sent);
    if (key !== undefined && recent > 0) this.recent.set(key, (this.recent.get(key) ?? 0) + recent);
  }

  private count(value: unknown): number {
    const { recent, unreadable } = countRecent(value, this.days, this.nowMs);
    this.unreadable += unreadable;
    return recent;
  }
}

function countOf(value: unknown, name: string, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw invalidField(`context.frequency_cap.${name}`, `must be a whole number from 1 to ${most}`);
}
