import type { HeadlessBrowser } from './headless-browser';
import type { Rendering } from './rendering';

/**
 * How one step looks at its pages: after the first that could not be looked at the browser is not asked again, so that a browser that is busy or
 * broken delays a step once and not for each page.
 */
export function looksOfStep(browser: HeadlessBrowser | undefined, signal: AbortSignal): (html: string) => Promise<Rendering> {
  let unseen: Rendering | undefined = browser === undefined ? { rendered: false, reason: 'no browser was set up' } : undefined;
  return async (html) => {
    const rendering = unseen ?? (await browser!.look(html, signal));
    signal.throwIfAborted();
    if (!rendering.rendered) unseen = rendering;
    return rendering;
  };
}
