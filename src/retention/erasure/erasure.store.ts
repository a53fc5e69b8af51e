import { Injectable } from '@nestjs/common';
import { meshKey, RedisClient, tenantKey } from '../../redis';
import type { ErasureReceipt, ErasureSubject } from './receipt';

/** Seconds a receipt is kept after it was last changed: whoever asks a year later is shown it. */
const RECEIPT_SECONDS = 400 * 86_400;

/** The only code that touches receipts of erasures, and the list of those that are under way: erasure by when it is due next (epoch ms). */
@Injectable()
export class ErasureStore {
  constructor(private readonly redis: RedisClient) {}

  async find(tenantId: string, erasureId: string): Promise<ErasureReceipt | undefined> {
    const text = await this.redis.run((redis) => redis.get(receiptKey(tenantId, erasureId)));
    return text === null ? undefined : (JSON.parse(text) as ErasureReceipt);
  }

  /** The last erasure of a subject. */
  async findOf(tenantId: string, subject: ErasureSubject): Promise<ErasureReceipt | undefined> {
    const erasureId = await this.redis.run((redis) => redis.get(subjectKey(tenantId, subject)));
    return erasureId === null ? undefined : this.find(tenantId, erasureId);
  }

  async keep(receipt: ErasureReceipt): Promise<void> {
    const { tenantId, erasureId, subject } = receipt;
    await this.redis.run((redis) =>
      redis
        .multi()
        .set(receiptKey(tenantId, erasureId), JSON.stringify(receipt), 'EX', RECEIPT_SECONDS)
        .set(subjectKey(tenantId, subject), erasureId, 'EX', RECEIPT_SECONDS)
        .exec(),
    );
  }

  /** Says when an erasure is to be gone on with. */
  async schedule({ tenantId, erasureId }: ErasureReceipt, dueAtMs: number): Promise<void> {
    await this.redis.run((redis) => redis.zadd(DUE, dueAtMs, `${tenantId} ${erasureId}`));
  }

  /** An erasure is done. */
  async unschedule({ tenantId, erasureId }: ErasureReceipt): Promise<void> {
    await this.redis.run((redis) => redis.zrem(DUE, `${tenantId} ${erasureId}`));
  }

  /** Keeps the receipt of a person without its id; nobody can ask by that for the erasure any more. */
  async forgetSubject(receipt: ErasureReceipt): Promise<void> {
    const key = subjectKey(receipt.tenantId, receipt.subject);
    receipt.subject = { ...receipt.subject, id: '(erased)' };
    const text = JSON.stringify(receipt);
    await this.redis.run((redis) =>
      redis.multi().set(receiptKey(receipt.tenantId, receipt.erasureId), text, 'EX', RECEIPT_SECONDS).del(key).exec(),
    );
  }

  /** Up to `limit` erasures that are due by `nowMs`, those due first first; one whose receipt is gone leaves the list. */
  async due(nowMs: number, limit: number): Promise<ErasureReceipt[]> {
    const members = await this.redis.run((redis) => redis.zrangebyscore(DUE, '-inf', nowMs, 'LIMIT', 0, limit));
    const found: ErasureReceipt[] = [];
    for (const member of members) {
      const [tenantId, erasureId] = member.split(' ') as [string, string];
      const receipt = await this.find(tenantId, erasureId);
      if (receipt !== undefined) found.push(receipt);
      else await this.redis.run((redis) => redis.zrem(DUE, member));
    }
    return found;
  }
}

const DUE = meshKey('erasures', 'due');

const receiptKey = (tenantId: string, erasureId: string) => tenantKey(tenantId, 'erasure', erasureId);
const subjectKey = (tenantId: string, { kind, id }: ErasureSubject) => tenantKey(tenantId, 'erasure-of', kind, id);
