import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LedLoop, loadLua, RedisClient } from '../../redis';
import type { AuditEvent } from '../audit-event';
import { AuditLog } from './audit-log';
import { AuditProcess } from './audit-process';
import { openKey } from './log-keys';
import { tenantsWithLog } from './tenants-with-log';

const CLAIM = loadLua(__dirname, 'claim-operation.lua');

const TURN_EVERY_MS = 15_000;
/** Operations read at a time. */
const PAGE = 500;
/** Milliseconds after which an operation of a process that lives counts as given up: nothing that is asked for takes a day. */
const LONGEST_OPERATION_MS = 86_400_000;

/** An operation that was begun and whose event is not appended yet, as it is noted before it is done; the admission writes the id of the key in front. */
export interface OpenOperation {
  event: Pick<AuditEvent, 'id' | 'atMs' | 'action' | 'resource'>;
  /** `AuditProcess.id` of who does it. */
  process: string;
}

interface FoundOperation {
  id: string;
  text: string;
  keyId: string;
  operation: OpenOperation;
}

/**
 * Sees to it that nothing that was begun is missing from the log: what a process that died had begun is recorded with the outcome
 * `unknown`. Should that process live after all, what it says later stands in the log, too.
 */
@Injectable()
export class OpenOperations implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(OpenOperations.name);
  private readonly loop: LedLoop;
  /** Processes that did not count as alive at the last look: after an outage of Redis none does for a moment. */
  private missing = new Set<string>();

  constructor(
    private readonly redis: RedisClient,
    private readonly log: AuditLog,
    private readonly process: AuditProcess,
  ) {
    this.loop = new LedLoop(redis, 'audit-operations', TURN_EVERY_MS, (signal) => this.settleOfTheDead(signal).then(() => undefined));
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** One turn over all tenants: records what is open of processes that were missing in the turn before, too. Resolves to how many operations that were. */
  async settleOfTheDead(signal?: AbortSignal): Promise<number> {
    const missing = new Set<string>();
    let count = 0;
    for await (const tenantId of tenantsWithLog(this.redis)) {
      if (signal?.aborted === true) return count;
      count += await this.settleTenant(tenantId, missing);
    }
    this.missing = missing;
    if (count > 0) this.logger.warn({ operations: count }, 'operations of processes that died are in the audit log as unknown');
    return count;
  }

  private async settleTenant(tenantId: string, missing: Set<string>): Promise<number> {
    let count = 0;
    let cursor = '0';
    do {
      const [next, pairs] = await this.redis.run((redis) => redis.hscan(openKey(tenantId), cursor, 'COUNT', PAGE));
      cursor = next;
      const found: FoundOperation[] = [];
      for (let i = 0; i < pairs.length; i += 2) {
        const text = pairs[i + 1] as string;
        const space = text.indexOf(' ');
        const operation = JSON.parse(text.slice(space + 1)) as OpenOperation;
        found.push({ id: pairs[i] as string, text, keyId: text.slice(0, space), operation });
      }
      const processes = [...new Set(found.map(({ operation }) => operation.process))];
      const alive = await this.process.alive(processes);
      for (const id of processes) if (!alive.has(id)) missing.add(id);
      const isDead = (id: string) => !alive.has(id) && this.missing.has(id);
      const isOld = (atMs: number) => atMs < Date.now() - LONGEST_OPERATION_MS;
      const givenUp = found.filter(({ operation }) => isDead(operation.process) || isOld(operation.event.atMs));
      const settled = await Promise.all(givenUp.map((one) => this.settle(tenantId, one)));
      count += settled.filter(Boolean).length;
    } while (cursor !== '0');
    return count;
  }

  private async settle(tenantId: string, { id, text, keyId, operation }: FoundOperation): Promise<boolean> {
    const ours: OpenOperation = { ...operation, process: this.process.id };
    if ((await this.redis.evaluate(CLAIM, [openKey(tenantId)], [id, text, `${keyId} ${JSON.stringify(ours)}`])) !== 1) return false;
    const { atMs, action, resource } = operation.event;
    const actor = { kind: 'key', keyId } as const;
    await this.log.append({ id, tenantId, atMs, actor, action, resource, outcome: 'unknown', reason: 'process-died' });
    return true;
  }
}
