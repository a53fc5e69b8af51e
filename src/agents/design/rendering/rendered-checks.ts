import { blend, formatHex, parse } from 'culori';
import { heldTo, joined, type AuditPart } from '../audit/finding';
import { contrastPart, type ColoredText } from '../audit/text-contrast';
import type { RenderedText } from './page-measures';
import type { Look, Rendering } from './rendering';

/** What the browser saw as checks; where none has looked, one check says so and counts for nothing. */
export function renderedChecks(rendering: Rendering): AuditPart {
  if (!rendering.rendered) {
    return { checks: [{ rule: 'rendered', passed: true, skipped: true, detail: `not rendered: ${rendering.reason}` }], findings: [] };
  }
  const { browser, looks } = rendering;
  const widths = [...new Set(looks.map(({ widthPx }) => widthPx))];
  const light = looks.filter(({ scheme }) => scheme === 'light');
  const detail = `${browser} at ${widths.join(' and ')} px, light and dark`;
  return joined([
    { checks: [{ rule: 'rendered', passed: true, detail }], findings: [] },
    ...light.map(scrollCheck),
    heldTo('nothing_clipped', light.length, 'looks', cutOff(light)),
    heldTo('rendered_touch_targets', light.length, 'looks', small(light), { wcag: '2.5.8' }),
    contrastPart('rendered_contrast', texts(looks, 'light')),
    contrastPart('rendered_dark_contrast', texts(looks, 'dark')),
  ]);
}

function scrollCheck({ widthPx, measures: { contentWidthPx, overflowing } }: Look): AuditPart {
  const rule = `rendered_${widthPx}_px`;
  const more = { wcag: '1.4.10' };
  if (contentWidthPx <= widthPx)
    return { checks: [{ rule, passed: true, detail: `no sideways scrolling at ${widthPx} px`, ...more }], findings: [] };
  const fix = 'break long words, drop fixed widths, let columns stack';
  const where = overflowing.join('; ') || 'the page';
  return heldTo(rule, 1, `look at ${widthPx} px`, [{ where, problem: `the content is ${contentWidthPx} px wide`, fix }], more);
}

function cutOff(looks: readonly Look[]) {
  return looks.flatMap(({ widthPx, measures: { clipped } }) =>
    clipped.length === 0
      ? []
      : [{ where: clipped.join('; '), problem: `text is cut off at ${widthPx} px`, fix: 'drop the fixed height, or let the text wrap' }],
  );
}

function small(looks: readonly Look[]) {
  return looks.flatMap(({ widthPx, measures: { smallTargets } }) =>
    smallTargets.length === 0
      ? []
      : [{ where: smallTargets.join('; '), problem: `targets below 24 px at ${widthPx} px`, fix: 'give them padding' }],
  );
}

function texts(looks: readonly Look[], scheme: Look['scheme']): ColoredText[] {
  return looks.filter((look) => look.scheme === scheme).flatMap(({ measures }) => measures.texts.map((text) => coloredText(text, scheme)));
}

/** Backgrounds blended from the outermost in; behind them all is the canvas, which in the dark is white or black as the client likes. */
function coloredText({ text, color, backgrounds, onImage, fontSizePx, bold }: RenderedText, scheme: Look['scheme']): ColoredText {
  const layers = ['#ffffff', ...backgrounds.toReversed()].filter((layer) => parse(layer) !== undefined);
  const background = formatHex(blend(layers, 'normal', 'rgb'));
  const unknown = onImage || (scheme === 'dark' && backgrounds.length === 0);
  return {
    ...{ text, fontSizePx, bold, color: formatHex(blend([background, color], 'normal', 'rgb')) },
    background: unknown ? undefined : background,
  };
}
