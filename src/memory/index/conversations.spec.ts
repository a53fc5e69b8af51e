import { RECORD_BYTES, OFFSET, FLAG } from './column-record';
import { Columns } from './columns';
import { PageSlots } from './page-slots';
import { Conversations, NOBODY, type Links } from './conversations';

/** A page of memories, each a session and a time. */
function pageOf(memories: [session: number, createdAtMs: number, length?: number][]): Buffer {
  const page = Buffer.alloc(memories.length * RECORD_BYTES);
  for (const [index, [session, createdAtMs, length = 1]] of memories.entries()) {
    const at = index * RECORD_BYTES;
    page.writeDoubleBE(createdAtMs, at + OFFSET.created);
    page.writeUInt32BE(session, at + OFFSET.session);
    page.writeUInt16BE(length, at + OFFSET.length);
    page.writeUInt8(createdAtMs < 0 ? 0 : FLAG.live, at + OFFSET.flags);
  }
  return page;
}

function linksOf(page: Buffer): Links {
  const [columns, slots] = [new Columns(), new PageSlots()];
  columns.setPage(slots.take(0), page);
  return new Conversations(columns, slots).current();
}

describe('Conversations', () => {
  it('joins the memories of each session, past those of others and those that are gone', () => {
    const { next, previous, sessionLengths } = linksOf(
      pageOf([
        [1, 10, 5],
        [2, 11, 7],
        [1, -1],
        [1, 12, 6],
        [0, 13],
      ]),
    );
    expect([...next.subarray(0, 5)]).toEqual([3, NOBODY, NOBODY, NOBODY, NOBODY]);
    expect([...previous.subarray(0, 5)]).toEqual([NOBODY, NOBODY, NOBODY, 0, NOBODY]);
    expect(sessionLengths).toEqual([11, 7]);
  });

  it('goes by the time they are of where that is not the order in which they came', () => {
    const { next, previous } = linksOf(
      pageOf([
        [1, 30],
        [1, 10],
        [1, 20],
      ]),
    );
    expect([...next.subarray(0, 3)]).toEqual([NOBODY, 2, 0]);
    expect([...previous.subarray(0, 3)]).toEqual([2, NOBODY, 1]);
  });

  it('is worked out again once the columns have changed', () => {
    const [columns, slots] = [new Columns(), new PageSlots()];
    columns.setPage(slots.take(0), pageOf([[1, 10]]));
    const conversations = new Conversations(columns, slots);
    expect(conversations.current().next[0]).toBe(NOBODY);
    columns.setPage(
      0,
      pageOf([
        [1, 10],
        [1, 11],
      ]),
    );
    conversations.outdate();
    expect(conversations.current().next[0]).toBe(1);
  });
});
