import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Browser, Page } from 'puppeteer-core';
import { SMALLEST_TARGET_PX } from '../audit/legibility';
import { DesignConfig } from './design.config';
import { findChromium } from './find-chromium';
import { launchChromium } from './launch-chromium';
import { measurePage, type MeasureLimits } from './measure-page';
import { VIEWPORT_WIDTHS_PX, type Look, type Rendering } from './rendering';

/** How long one page may wait for its turn, and how long it may then take, starting the browser included. */
const WAIT_MS = 5_000;
const DEADLINE_MS = 10_000;
/** How long the browser is kept for the next page: starting it takes some 0.7 s, keeping it some 150 MB. */
const IDLE_MS = 30_000;
const LIMITS: MeasureLimits = { elements: 20_000, texts: 2_000, examples: 5, smallestTargetPx: SMALLEST_TARGET_PX };
/** High enough that nothing of a message is loaded lazily; the width is what counts. */
const VIEWPORT_HEIGHT_PX = 800;

/**
 * One headless Chromium that looks at pages, one at a time, where there is one on this machine. Pages are untrusted: scripts are off, nothing is
 * fetched. It never fails: what could not be looked at says why.
 */
@Injectable()
export class HeadlessBrowser implements OnModuleDestroy {
  private browser: Promise<Browser> | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly config: DesignConfig) {}

  /** Looks at a page at 320 and 600 px, in light and dark; within 15 s, or sooner when the signal goes off. */
  async look(html: string, signal: AbortSignal): Promise<Rendering> {
    const path = await findChromium(this.config);
    if (path === undefined) return { rendered: false, reason: 'no Chromium' };
    const before = this.turn;
    let done = (): void => undefined;
    this.turn = new Promise<void>((resolve) => (done = resolve));
    const waiting = AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS)]);
    try {
      await untilAborted(before, waiting);
    } catch {
      // Whoever gives up waiting passes on the turn of the one before, not one of its own.
      void before.then(done);
      return { rendered: false, reason: 'the browser is busy' };
    }
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
    try {
      return await this.lookNow(path, html, deadline);
    } catch {
      // What Chromium said holds paths of this machine; the reason is enough.
      return { rendered: false, reason: deadline.aborted ? 'it took too long' : 'Chromium could not render it' };
    } finally {
      done();
    }
  }

  /** Nothing is rendered afterwards. */
  async onModuleDestroy(): Promise<void> {
    this.closed = true;
    await this.close();
  }

  private async lookNow(path: string, html: string, deadline: AbortSignal): Promise<Rendering> {
    if (this.closed) return { rendered: false, reason: 'the service stops' };
    clearTimeout(this.idle);
    this.browser ??= launchChromium(path);
    try {
      const browser = await untilAborted(this.browser, deadline);
      const looks = await untilAborted(looksAt(browser, html), deadline);
      return { rendered: true, browser: await browser.version(), looks };
    } catch (error) {
      // A page that hangs keeps its renderer busy: the next one gets a new browser.
      await this.close();
      throw error;
    } finally {
      if (!this.closed) this.idle = setTimeout(() => void this.close(), IDLE_MS).unref();
    }
  }

  private async close(): Promise<void> {
    clearTimeout(this.idle);
    const { browser } = this;
    this.browser = undefined;
    const running = await browser?.catch(() => undefined);
    const leaving = running?.process();
    await Promise.race([running?.close().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 2_000).unref())]);
    leaving?.kill('SIGKILL');
  }
}

async function looksAt(browser: Browser, html: string): Promise<Look[]> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await closeOff(page);
    await page.setContent(html, { waitUntil: 'load', timeout: DEADLINE_MS });
    const looks: Look[] = [];
    for (const widthPx of VIEWPORT_WIDTHS_PX) {
      await page.setViewport({ width: widthPx, height: VIEWPORT_HEIGHT_PX });
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        looks.push({ widthPx, scheme, measures: await page.evaluate(measurePage, LIMITS) });
      }
    }
    return looks;
  } finally {
    await context.close().catch(() => undefined);
  }
}

/** No scripts of the page, no requests but to what it brings along itself. */
async function closeOff(page: Page): Promise<void> {
  await page.setJavaScriptEnabled(false);
  await page.setRequestInterception(true);
  page.on(
    'request',
    (request) => void (/^(?:data|about):/.test(request.url()) ? request.continue() : request.abort()).catch(() => undefined),
  );
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
}

/** The promise, or the signal's reason if that comes first. */
async function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
