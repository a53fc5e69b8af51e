import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LedLoop, meshKey, RedisClient } from '../../redis';
import { auditKey } from '../audit-keys';
import type { AuditEvent } from '../audit-event';
import { AuditLog } from './audit-log';
import { LoggedTenants } from './logged-tenants';
import { PROCESS_ID } from './process-id';

/** What the admission notes of an operation: its event, as far as it is known before it is done. */
export interface OpenNote {
  event: Pick<AuditEvent, 'id' | 'atMs' | 'action' | 'resource'>;
  process: string;
}

/** Seconds a process is believed to live without a sign; three signs fit in. */
const ALIVE_SECONDS = 20;
const SIGN_EVERY_MS = 5_000;
const LOOK_EVERY_MS = 15_000;
const A_PAGE = 500;

/** Sees to it that what a process had begun when it died stands in the log: as `unknown`, since nobody can say what became of it. */
@Injectable()
export class OpenOperations implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(OpenOperations.name);
  private readonly loop: LedLoop;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly redis: RedisClient,
    private readonly log: AuditLog,
    private readonly tenants: LoggedTenants,
  ) {
    this.loop = new LedLoop(redis, 'audit-open-operations', LOOK_EVERY_MS, (signal) => this.settleAll(signal));
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.sign();
    this.timer = setInterval(() => void this.sign().catch(() => undefined), SIGN_EVERY_MS).unref();
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.loop.stop();
  }

  /** Writes down what dead processes have left open; returns how much. */
  async settleOfTheDead(tenantId: string): Promise<number> {
    let settled = 0;
    let cursor = '0';
    do {
      const [next, flat] = await this.redis.run((r) => r.hscan(auditKey(tenantId, 'open'), cursor, 'COUNT', A_PAGE));
      cursor = next;
      const notes = [];
      for (let i = 1; i < flat.length; i += 2) notes.push(noteOf(flat[i] as string));
      const dead = await this.ofTheDead(notes);
      await Promise.all(dead.map(({ keyId, note }) => this.log.append(unknownEnd(tenantId, keyId, note.event))));
      settled += dead.length;
    } while (cursor !== '0');
    return settled;
  }

  private async settleAll(signal: AbortSignal): Promise<void> {
    for (const { tenantId } of await this.tenants.since()) {
      if (signal.aborted) return;
      const settled = await this.settleOfTheDead(tenantId);
      if (settled > 0) this.logger.warn({ tenantId, operations: settled }, 'operations of a process that died are in the log as unknown');
    }
  }

  private async ofTheDead(notes: readonly Noted[]): Promise<Noted[]> {
    const processes = [...new Set(notes.map(({ note }) => note.process))].filter((process) => process !== PROCESS_ID);
    const alive = await this.redis.run((r) => Promise.all(processes.map((process) => r.exists(signKey(process)))));
    const dead = new Set(processes.filter((_process, index) => alive[index] === 0));
    return notes.filter(({ note }) => dead.has(note.process));
  }

  private async sign(): Promise<void> {
    await this.redis.run((r) => r.set(signKey(PROCESS_ID), '1', 'EX', ALIVE_SECONDS));
  }
}

interface Noted {
  keyId: string;
  note: OpenNote;
}

const signKey = (process: string) => meshKey(`audit:process:${process}`);

/** The admission writes the key in front. */
function noteOf(value: string): Noted {
  const space = value.indexOf(' ');
  return { keyId: value.slice(0, space), note: JSON.parse(value.slice(space + 1)) as OpenNote };
}

function unknownEnd(tenantId: string, keyId: string, event: OpenNote['event']): AuditEvent {
  const { id, atMs, action, resource } = event;
  return { id, tenantId, atMs, actor: { kind: 'key', keyId }, action, resource, outcome: 'unknown', reason: 'process-died' };
}
