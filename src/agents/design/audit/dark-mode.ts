import { LARGE_TEXT_CONTRAST, shownRatio } from '../color/contrast';
import { invertedContrast, type Inversion } from '../color/inversion';
import { heldTo, joined, type AuditPart } from './finding';
import type { AuditedPage } from './page';
import { coloredTexts, contrastPart, pairKey, type ColoredText } from './text-contrast';

/** Different pairs that an estimate rests on; more take too long for what it is worth. */
const ESTIMATED_PAIRS = 300;

/** How a page fares in the dark; contrasts are the lowest, 1–21, null where there is nothing to judge. */
export interface DarkMode {
  /** Whether it declares colours of its own for dark mode. */
  declared: boolean;
  contrast_as_declared: number | null;
  /** In clients that turn light backgrounds and dark text (an estimate). */
  contrast_partly_inverted: number | null;
  /** In clients that turn every colour (an estimate). */
  contrast_fully_inverted: number | null;
}

/** Declared dark colours are held to AA; what clients that ignore them make of the light ones is estimated, as advice. */
export function darkModeChecks({ document, texts, darkTexts }: AuditedPage): AuditPart & { dark: DarkMode } {
  const scheme = document.elements.some(
    ({ name, attribs }) =>
      name === 'meta' && /^(?:supported-)?color-schemes?$/i.test(attribs.name ?? '') && /dark/i.test(attribs.content ?? ''),
  );
  const declared = scheme && darkTexts !== undefined;
  const own = darkTexts === undefined ? { checks: [], findings: [], pairs: [] } : contrastPart('dark_contrast', coloredTexts(darkTexts));
  const light = coloredTexts(texts);
  const partly = lowest(light, 'partial');
  const fully = lowest(light, 'full');
  const estimates = [partly, fully].filter((ratio) => ratio !== null);
  const missing = scheme
    ? { where: '<style>', problem: 'no colours for dark mode', fix: 'add @media (prefers-color-scheme: dark) with colours that pass' }
    : {
        where: '<head>',
        problem: 'dark mode is not declared',
        fix: 'add <meta name="color-scheme" content="light dark"> and colours for it',
      };
  const survives = estimates.every((ratio) => ratio >= LARGE_TEXT_CONTRAST);
  const inversion = `estimated ${partly ?? '–'} where a client turns light backgrounds, ${fully ?? '–'} where it turns every colour; from ${LARGE_TEXT_CONTRAST} it can be made out`;
  return {
    ...joined([
      heldTo('dark_mode', 1, 'colour scheme declared', declared ? [] : [missing]),
      own,
      { checks: [{ rule: 'dark_inversion', passed: survives, detail: inversion, advisory: true }], findings: [] },
    ]),
    dark: {
      declared,
      contrast_as_declared: own.pairs.length === 0 ? null : Math.min(...own.pairs.map(({ ratio }) => ratio)),
      contrast_partly_inverted: partly,
      contrast_fully_inverted: fully,
    },
  };
}

/** The lowest contrast after an inversion. */
function lowest(texts: readonly ColoredText[], inversion: Inversion): number | null {
  const pairs = new Map(texts.flatMap((text) => (text.background === undefined ? [] : [[pairKey(text), text] as const])));
  const ratios = [...pairs.values()].slice(0, ESTIMATED_PAIRS).map((text) => invertedContrast(text.color, text.background!, inversion));
  return ratios.length === 0 ? null : shownRatio(Math.min(...ratios));
}
