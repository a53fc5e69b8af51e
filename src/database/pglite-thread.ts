import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Milliseconds to make a database, or to open it, on a slow and busy machine too. */
const START_DEADLINE_MS = 120_000;

/** What a statement resulted in. */
export interface Rows {
  rows: unknown[];
  affectedRows?: number;
}

type Message =
  { made: true } | { ready: true } | { failed: string } | ({ id: number } & (Rows | { error: { message: string; code?: string } }));

interface Waiting {
  resolve: (rows: Rows) => void;
  reject: (error: Error) => void;
}

/** A refusal by the database; `code` is PostgreSQL's SQLSTATE. */
class StatementError extends Error {
  constructor(
    message: string,
    readonly code: string | undefined,
  ) {
    super(message);
  }
}

/** The thread in which the embedded PostgreSQL works, and the messages to it; see `pglite-worker.mjs`. */
export class PgliteThread {
  private readonly waiting = new Map<number, Waiting>();
  private readonly ended: Promise<void>;
  private lastId = 0;
  private end?: Error;

  private constructor(
    private readonly worker: Worker,
    private readonly opened: Waiting,
  ) {
    worker.on('message', (message: Message) => this.heard(message));
    worker.on('error', (error) => this.fail(error));
    this.ended = new Promise((resolve) => {
      worker.on('exit', () => {
        this.fail(new Error('the thread of the embedded database has ended'));
        resolve();
      });
    });
    worker.unref();
  }

  /** Opens the database in `folder`, and makes it first (3–6 s) where there is none. */
  static async open(folder: string): Promise<PgliteThread> {
    if (!existsSync(folder)) await (await PgliteThread.start({ folder, make: true })).terminate();
    return PgliteThread.start({ folder, make: false });
  }

  /** Resolves once the thread has done what it is told, or is ready to be told more. */
  private static async start(workerData: { folder: string; make: boolean }): Promise<PgliteThread> {
    const worker = new Worker(join(__dirname, 'pglite-worker.mjs'), { workerData, execArgv: [], stdout: true, stderr: true });
    const late = setTimeout(() => void worker.terminate(), START_DEADLINE_MS);
    try {
      return await new Promise<PgliteThread>((resolve, reject) => {
        const thread: PgliteThread = new PgliteThread(worker, { resolve: () => resolve(thread), reject });
      });
    } finally {
      clearTimeout(late);
    }
  }

  /** Runs one statement; statements are run one after the other. */
  query(sql: string, parameters: readonly unknown[]): Promise<Rows> {
    if (this.end) return Promise.reject(this.end);
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, sql, parameters });
    });
  }

  /** Writes everything to disk and ends the thread. */
  async close(): Promise<void> {
    if (this.end) return;
    this.worker.ref();
    this.worker.postMessage({ close: true });
    await this.ended;
  }

  /** Ends the thread at once, as a crash would: the database recovers when it is opened next. */
  async terminate(): Promise<void> {
    await this.worker.terminate();
  }

  private heard(message: Message): void {
    if ('ready' in message || 'made' in message) return this.opened.resolve({ rows: [] });
    if ('failed' in message) {
      this.fail(new Error(message.failed));
      return void this.worker.terminate();
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if ('error' in message) waiting?.reject(new StatementError(message.error.message, message.error.code));
    else waiting?.resolve(message);
  }

  private fail(error: Error): void {
    this.end ??= error;
    this.opened.reject(error);
    for (const { reject } of this.waiting.values()) reject(this.end);
    this.waiting.clear();
  }
}
