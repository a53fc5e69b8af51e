import { Worker } from 'node:worker_threads';
import type { ChartSpec } from './chart';

/** Drawing takes tens of milliseconds; one that takes this long does not end. */
const RENDER_TIMEOUT_MS = 10_000;
/** A thread that nobody needs is ended after this time. */
const IDLE_MS = 30_000;
const MEMORY_MB = 256;

/** The thread's program: CommonJS text, so that it runs the same from sources and from the build. Times are UTC by the environment it is given. */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const vega = require(workerData.vega);
const { compile } = require(workerData.vegaLite);
parentPort.on('message', async ({ id, spec }) => {
  try {
    const view = new vega.View(vega.parse(compile(spec, { logger: vega.logger(vega.None) }).spec), { renderer: 'none', logLevel: vega.None });
    const svg = await view.toSVG();
    view.finalize();
    parentPort.postMessage({ id, svg });
  } catch {
    parentPort.postMessage({ id, svg: null });
  }
});
`;

/**
 * Draws Vega-Lite charts in a thread of its own, made at the first chart and ended when idle: loading Vega alone takes a quarter of a second, for which
 * no request should wait.
 */
export class ChartRenderer {
  private worker: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;
  private readonly waiting = new Map<number, (svg: string | null) => void>();
  private lastId = 0;

  /** The chart as SVG; null when it cannot be drawn, or not in time. */
  async render(spec: ChartSpec): Promise<string | null> {
    clearTimeout(this.idle);
    const id = (this.lastId += 1);
    const worker = (this.worker ??= this.start());
    worker.ref();
    const timeout = setTimeout(() => this.stop(), RENDER_TIMEOUT_MS);
    try {
      return await new Promise<string | null>((resolve) => {
        this.waiting.set(id, resolve);
        worker.postMessage({ id, spec });
      });
    } finally {
      clearTimeout(timeout);
      this.waiting.delete(id);
      if (this.waiting.size === 0) {
        // Not before its first answer: a thread that starts holds the process again.
        worker.unref();
        clearTimeout(this.idle);
        this.idle = setTimeout(() => this.stop(), IDLE_MS).unref();
      }
    }
  }

  /** Ends the thread; charts that were asked for are answered with null. */
  stop(): void {
    clearTimeout(this.idle);
    const worker = this.worker;
    this.worker = undefined;
    for (const resolve of this.waiting.values()) resolve(null);
    void worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(PROGRAM, {
      eval: true,
      env: { TZ: 'UTC' },
      workerData: { vega: require.resolve('vega/build/vega.js'), vegaLite: require.resolve('vega-lite/build/vega-lite.js') },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    worker.on('message', ({ id, svg }: { id: number; svg: string | null }) => this.waiting.get(id)?.(svg));
    worker.on('error', () => this.ended(worker));
    worker.on('exit', () => this.ended(worker));
    return worker;
  }

  private ended(worker: Worker): void {
    if (this.worker === worker) this.stop();
  }
}
