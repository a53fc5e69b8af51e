import type { AuditEvent, AuditOutcome } from '../audit-event';
import { COLUMN, hashOf, moduleOf, outcomeByte, ROW_WORDS, shortHashOf } from './columns';

/** What to look for; all that is given must hold. */
export interface AuditFilters {
  /** A user id or the id of an API key. */
  actor?: string;
  /** `tasks.create`, or `tasks.*` for all of a module. */
  action?: string;
  /** A kind (`task`), an id (`task_…`) or both (`task:task_…`). */
  resource?: string;
  outcome?: AuditOutcome;
  ip?: string;
  sessionId?: string;
  /** Unix milliseconds: from `fromMs` on, and before `toMs`. */
  fromMs?: number;
  toMs?: number;
}

/** What filters come to in the columns of a tenant. */
export interface FilterTraces {
  /** What the actor is called in records, where it is a user. */
  subject: string | undefined;
  ipHashes: readonly number[];
}

/** Whether the event of a row may match: rows that do not match are told by this, those that do by `matchesEvent`. */
export type RowTest = (words: Uint32Array, at: number) => boolean;

/** A test for rows. */
export function rowTest(filters: AuditFilters, { subject, ipHashes }: FilterTraces): RowTest {
  const { actor, action, resource, outcome, ip, sessionId, fromMs, toMs } = filters;
  const tests: RowTest[] = [];
  const word = (column: number, ...anyOf: number[]): void => {
    const [one, ...others] = anyOf;
    tests.push(
      others.length === 0 ? (words, at) => words[at + column] === one : (words, at) => anyOf.includes(words[at + column] as number),
    );
  };
  if (actor !== undefined) {
    const key = hashOf(actor);
    const person = subject === undefined ? -1 : hashOf(subject);
    tests.push((words, at) => words[at + COLUMN.key] === key || words[at + COLUMN.subject] === person);
  }
  if (sessionId !== undefined) word(COLUMN.session, hashOf(sessionId));
  if (ip !== undefined) word(COLUMN.ip, ...ipHashes);
  if (resource !== undefined) tests.push(resourceTest(resource));
  if (action?.endsWith('.*') === true) {
    const module = shortHashOf(moduleOf(action));
    tests.push((words, at) => (words[at + COLUMN.kinds] as number) >>> 16 === module);
  } else if (action !== undefined) word(COLUMN.action, hashOf(action));
  if (outcome !== undefined) {
    const byte = outcomeByte(outcome);
    tests.push((words, at) => (((words[at + COLUMN.atHighAndOutcome] as number) >>> 16) & 0xff) === byte);
  }
  if (fromMs !== undefined || toMs !== undefined) {
    const [from, to] = [fromMs ?? 0, toMs ?? Infinity];
    tests.push((words, at) => {
      const atMs = ((words[at + COLUMN.atHighAndOutcome] as number) & 0xffff) * 2 ** 32 + (words[at + COLUMN.atLow] as number);
      return atMs >= from && atMs < to;
    });
  }
  // One after the other, the most telling first: nearly every row fails that one.
  return (
    tests.reduceRight<RowTest | undefined>((then, test) => (then ? (words, at) => test(words, at) && then(words, at) : test), undefined) ??
    everyRow
  );
}

const everyRow: RowTest = () => true;

/** The rows below `before` that pass, the last first, until `limit` are found or `isEnough` says so after some ten thousand; `next` is where to go on. */
export function lastRows(words: Uint32Array, before: number, test: RowTest, limit: number): { rows: number[]; next: number } {
  const rows: number[] = [];
  const end = Math.max(0, before - ROWS_A_LOOK);
  let row = before;
  while (row > end && rows.length < limit) {
    row -= 1;
    if (test(words, row * ROW_WORDS)) rows.push(row);
  }
  return { rows, next: row };
}

/** Rows looked at without a pause: about a millisecond. */
const ROWS_A_LOOK = 50_000;

/** Whether an event, with what names a person where that is known, is one that is looked for. */
export function matchesEvent(
  event: AuditEvent,
  eventSubject: string | undefined,
  filters: AuditFilters,
  subject: string | undefined,
): boolean {
  const { actor, action, resource, outcome, ip, sessionId, fromMs, toMs } = filters;
  if (actor !== undefined && event.actor.keyId !== actor && (subject === undefined || eventSubject !== subject)) return false;
  if (action !== undefined && !(action.endsWith('.*') ? moduleOf(event.action) === moduleOf(action) : event.action === action))
    return false;
  if (resource !== undefined && !isResource(event, resource)) return false;
  if (outcome !== undefined && event.outcome !== outcome) return false;
  if (ip !== undefined && event.ip !== ip) return false;
  if (sessionId !== undefined && event.sessionId !== sessionId) return false;
  return (fromMs === undefined || event.atMs >= fromMs) && (toMs === undefined || event.atMs < toMs);
}

function isResource({ resource: { kind, id } }: AuditEvent, wanted: string): boolean {
  return wanted === kind || wanted === id || wanted === `${kind}:${id ?? ''}`;
}

function resourceTest(wanted: string): RowTest {
  const colon = wanted.indexOf(':');
  const kindOf = (words: Uint32Array, at: number) => (words[at + COLUMN.kinds] as number) & 0xffff;
  const [whole, kind] = [hashOf(wanted), shortHashOf(wanted)];
  if (colon < 0) return (words, at) => words[at + COLUMN.resource] === whole || kindOf(words, at) === kind;
  const [before, after] = [shortHashOf(wanted.slice(0, colon)), hashOf(wanted.slice(colon + 1))];
  // An id may hold a colon itself.
  return (words, at) => words[at + COLUMN.resource] === whole || (words[at + COLUMN.resource] === after && kindOf(words, at) === before);
}
