import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Kysely } from 'kysely';
import type { Histogram } from 'prom-client';
import { ServerConfig } from '../config';
import { METRIC } from '../observability';
import { DatabaseConfig } from './database.config';
import { databaseFailure, databaseUnavailable, reasonOf } from './database-failure';
import { openEmbedded } from './embedded-database';
import { migrate, type Migrations } from './migrations';
import type { OpenDatabase } from './open-database';
import { openServer } from './server-database';
import { within } from './within';

/** `unused`: nobody has needed it yet; `away`: it cannot be had now. */
export type DatabaseState = 'unused' | 'opening' | 'ok' | 'away';

/** Milliseconds one call may take; a database that lets one pass is given up and opened anew. */
const CALL_DEADLINE_MS = 10_000;
/** Milliseconds to bring its tables up to date. */
const MIGRATE_DEADLINE_MS = 60_000;
/** Milliseconds an end waits for a database that is being opened. */
const LEAVE_AFTER_MS = 1_000;
/** Milliseconds between tries to open it: twice as many with each that fails. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * PostgreSQL, for what must outlive Redis: the server that `DATABASE_URL` names, else one embedded in this process. It is opened when it is
 * first needed, in the background; while it is away every call fails at once, and it is tried again at nobody's expense.
 */
@Injectable()
export class Database implements OnApplicationShutdown {
  private readonly logger = new Logger(Database.name);
  private readonly folder: string;
  private readonly migrations: Record<string, Migrations[string]> = {};
  private current?: OpenDatabase | undefined;
  private opening?: Promise<OpenDatabase> | undefined;
  private failures = 0;
  private tryAgainAtMs = 0;
  private stopped = false;

  constructor(
    private readonly config: DatabaseConfig,
    server: ServerConfig,
    @InjectMetric(METRIC.databaseSeconds) private readonly seconds: Histogram<'operation'>,
  ) {
    this.folder = join(resolve(server.dataDir), 'pg');
  }

  get state(): DatabaseState {
    if (this.current !== undefined) return 'ok';
    if (this.failures > 0) return 'away';
    return this.opening === undefined ? 'unused' : 'opening';
  }

  get isOpen(): boolean {
    return this.current !== undefined;
  }

  /** Whether something may be found in it; an embedded one that was never made is not made to look. */
  get mayHoldData(): boolean {
    return this.config.url !== undefined || this.current !== undefined || existsSync(this.folder);
  }

  /** To be called by each folder that has tables, while the process starts. */
  addMigrations(migrations: Migrations): void {
    Object.assign(this.migrations, migrations);
  }

  /** Opens it unless that was tried in vain a moment ago; resolves to whether it is open. */
  async open(): Promise<boolean> {
    if (this.current !== undefined) return true;
    if (this.stopped || (this.opening === undefined && Date.now() < this.tryAgainAtMs)) return false;
    return this.openOnce().then(
      () => true,
      () => false,
    );
  }

  /**
   * Runs `work`, which counts as one `operation` (a constant name, for the metrics). Milliseconds it may take: `deadlineMs`.
   * @throws MeshError 503 `database-unavailable`, after the deadline at the latest; what `work` itself throws as a `MeshError` arrives as it is.
   */
  async run<Tables, T>(operation: string, work: (queries: Kysely<Tables>) => Promise<T>, deadlineMs = CALL_DEADLINE_MS): Promise<T> {
    const stop = this.seconds.startTimer({ operation });
    try {
      const database = this.current ?? (await this.firstOpened(deadlineMs));
      try {
        return await within(deadlineMs, work(database.queries as Kysely<Tables>), () => new Error('no answer in time'));
      } catch (cause) {
        const { error, isAway } = databaseFailure(cause);
        if (isAway) this.giveUp(database, error.cause);
        throw error;
      }
    } finally {
      stop();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    // One that is only being made closes itself when it is open; a process that ends before that leaves nothing half made.
    if (this.opening) await within(LEAVE_AFTER_MS, this.opening, () => new Error('still opening')).catch(() => undefined);
    const database = this.current;
    this.current = undefined;
    await database?.close().catch((error: unknown) => this.logger.warn({ err: error }, 'the database was not closed in order'));
  }

  /** Callers wait for the first opening only: when it was away they are told so at once, while it is tried in the background. */
  private async firstOpened(deadlineMs: number): Promise<OpenDatabase> {
    if (this.failures > 0) {
      void this.open();
      throw databaseUnavailable();
    }
    if (this.stopped) throw databaseUnavailable();
    return within(deadlineMs, this.openOnce(), () => databaseUnavailable());
  }

  private openOnce(): Promise<OpenDatabase> {
    this.opening ??= this.openNow().finally(() => (this.opening = undefined));
    return this.opening;
  }

  private async openNow(): Promise<OpenDatabase> {
    const startedAtMs = performance.now();
    let database: OpenDatabase | undefined;
    try {
      database = this.config.url === undefined ? await openEmbedded(this.folder) : openServer(this.config.url);
      if (database === undefined) throw databaseUnavailable(new Error('another process has the embedded database, this one does without'));
      await within(MIGRATE_DEADLINE_MS, migrate(database.queries, this.migrations), () => new Error('no answer in time'));
    } catch (cause) {
      database?.abandon();
      const { error } = databaseFailure(cause);
      this.pause(error.cause ?? error);
      throw databaseUnavailable(cause);
    }
    if (this.stopped) {
      await database.close();
      throw databaseUnavailable();
    }
    if (this.failures > 0) this.logger.log('the database is back');
    this.failures = 0;
    this.current = database;
    this.logger.log({ embedded: this.config.url === undefined, openMs: Math.round(performance.now() - startedAtMs) }, 'database open');
    return database;
  }

  private giveUp(database: OpenDatabase, cause: unknown): void {
    if (this.current !== database) return;
    this.current = undefined;
    this.pause(cause);
    database.abandon();
  }

  /** An outage is told once. */
  private pause(cause: unknown): void {
    if (this.failures === 0 && !this.stopped) {
      this.logger.warn({ reason: reasonOf(cause) }, 'the database is away; what is due there waits');
    }
    this.tryAgainAtMs = Date.now() + Math.min(FIRST_PAUSE_MS * 2 ** this.failures, LONGEST_PAUSE_MS);
    this.failures += 1;
  }
}
