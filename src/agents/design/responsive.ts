import type { AgentResult, AgentTask } from '../agent';
import { boundedConfidence } from '../confidence';
import { auditHtml } from './audit/audit-html';
import { joined } from './audit/finding';
import { EMAIL_WIDTH_PX, NARROWEST_PX } from './audit/widths';
import { designBounds, failedChecks } from './design-check';
import type { ResponsiveOutput, ResponsivePage } from './design-output';
import type { DesignSources, PageSource } from './design-sources';
import { emailFrame } from './email/email-frame';
import { renderEmail } from './email/render-emails';
import { fluidType } from './fluid-type';
import type { HeadlessBrowser } from './rendering/headless-browser';
import { looksOfStep } from './rendering/looks-of-step';
import { renderedChecks } from './rendering/rendered-checks';
import { VIEWPORT_WIDTHS_PX } from './rendering/rendering';
import { spacingScale } from './spacing';

/** The rules of an audit that are about screens. */
const OF_SCREENS: ReadonlySet<string> = new Set(['fits_320_px', 'email_width', 'font_size', 'touch_targets', 'zoom', 'size']);
const RULES = [
  `one column, at most ${EMAIL_WIDTH_PX} px wide, that shrinks to ${NARROWEST_PX} px without scrolling sideways`,
  'columns stack below the width of an e-mail',
  'pictures are as wide as their column, and no wider than themselves',
  'long words break rather than push',
  'targets are at least 24 px high, text at least 14 px',
];

/** Sizes for all screens, and how the pages and pieces that there are take them. Output: `ResponsiveOutput`. */
export async function checkResponsive(task: AgentTask, sources: DesignSources, browser: HeadlessBrowser | undefined): Promise<AgentResult> {
  const html = sources.html.length > 0 ? sources.html : await laidOutPages(task, sources);
  const look = looksOfStep(browser, task.signal);
  const pages: ResponsivePage[] = [];
  for (const source of html) pages.push(await responsivePage(source, look, task.signal));
  const output: ResponsiveOutput = {
    ...{ kind: 'responsive', task_type: 'responsive', widths_px: VIEWPORT_WIDTHS_PX, type: fluidType(), spacing: spacingScale() },
    ...{ rules: RULES, pages },
  };
  const checks = pages.flatMap((page) => page.checks);
  const unfit = pages.filter((page) => failedChecks(page.checks).length > 0);
  return {
    summary:
      pages.length === 0
        ? 'Sizes for all screens; there was no page to hold to them.'
        : `${pages.length - unfit.length} of ${pages.length} ${pages.length === 1 ? 'page takes' : 'pages take'} screens from ${NARROWEST_PX} px.`,
    output: { ...output },
    ...boundedConfidence([pages.length === 0 ? { limit: 0.6, reason: 'no page was there to look at' } : designBounds(checks)]),
    evidence: [],
    warnings: pages.flatMap(({ id, checks: held }) => failedChecks(held, id)),
    memories: [],
    answers: [],
  };
}

async function laidOutPages(task: AgentTask, { pieces, palette }: DesignSources): Promise<PageSource[]> {
  const { frame } = emailFrame(task.context);
  const pages: PageSource[] = [];
  for (const piece of pieces) pages.push({ ...(await renderEmail(piece, palette, frame, task.signal)), field: `the e-mail ${piece.id}` });
  return pages;
}

async function responsivePage(
  { id, html, field }: PageSource,
  look: ReturnType<typeof looksOfStep>,
  signal: AbortSignal,
): Promise<ResponsivePage> {
  const audit = await auditHtml(html, field, signal);
  const rendering = await look(html);
  const { checks, findings } = joined([audit, renderedChecks(rendering)]);
  const isOfScreens = ({ rule }: { rule: string }) => OF_SCREENS.has(rule) || /^(?:rendered|nothing_clipped)/.test(rule);
  const light = rendering.rendered ? rendering.looks.filter(({ scheme }) => scheme === 'light') : [];
  const looks = light.map(({ widthPx, measures: { contentWidthPx, heightPx } }) => ({
    ...{ width_px: widthPx, content_width_px: contentWidthPx, height_px: heightPx, scrolls_sideways: contentWidthPx > widthPx },
  }));
  return { id, checks: checks.filter(isOfScreens), findings: findings.filter(isOfScreens), looks };
}
