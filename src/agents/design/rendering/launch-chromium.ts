import type { Browser } from 'puppeteer-core';

const LAUNCH_MS = 8_000;

/**
 * Starts a headless Chromium that reaches no network: requests are refused page by page, and what slips through (prefetches, WebSockets) finds no
 * host. It speaks over a pipe, not a port, and ends when the pipe breaks, so that none outlives a process that was killed.
 */
export async function launchChromium(executablePath: string): Promise<Browser> {
  // Loaded on first use: most processes never render.
  const { default: puppeteer } = await import('puppeteer-core');
  return puppeteer.launch({
    executablePath,
    headless: true,
    pipe: true,
    timeout: LAUNCH_MS,
    // The service has its own way to stop, and closes the browser on it.
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
    args: [
      '--host-resolver-rules=MAP * ~NOTFOUND',
      '--proxy-server=127.0.0.1:9',
      '--proxy-bypass-list=<-loopback>',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--force-device-scale-factor=1',
      // Chromium refuses to start as root with its sandbox, as in most containers.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}
