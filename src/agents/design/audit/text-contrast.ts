import { contrast, LARGE_TEXT_CONTRAST, TEXT_CONTRAST } from '../color/contrast';
import { pairVerdict, type PairVerdict } from '../color/pair-verdict';
import { sample } from '../html/element-text';
import { heldTo, type AuditPart } from './finding';
import type { PlacedText } from './page';

/** Large text of WCAG 2.2: 18 pt, or 14 pt in bold. */
const LARGE_PX = 24;
const LARGE_BOLD_PX = (14 * 4) / 3;
/** Different pairs of colours that a report lists. */
const PAIRS = 100;

/** A text as far as its contrast goes; the background is undefined where nobody can tell, as on a picture. */
export interface ColoredText {
  color: string;
  background: string | undefined;
  fontSizePx: number;
  bold: boolean;
  text: string;
}

/** A verdict with the first text that stands in those colours. */
export interface TextPair extends PairVerdict {
  sample: string;
}

/** Whether the lower limit of large text applies. */
function isLarge({ fontSizePx, bold }: { fontSizePx: number; bold: boolean }): boolean {
  return fontSizePx >= LARGE_PX || (bold && fontSizePx >= LARGE_BOLD_PX - 0.01);
}

/** Each pair of colours once, the worst first; of `unknown` texts nobody can tell what is behind them. */
function textPairs(texts: readonly ColoredText[]): { pairs: TextPair[]; unknown: number } {
  const pairs = new Map<string, { text: ColoredText & { background: string }; share: number }>();
  for (const text of texts) {
    const { color, background } = text;
    if (background === undefined) continue;
    const key = pairKey(text);
    const needed = isLarge(text) ? LARGE_TEXT_CONTRAST : TEXT_CONTRAST;
    if (!pairs.has(key)) pairs.set(key, { text: { ...text, background }, share: contrast(color, background) / needed });
  }
  const worstFirst = [...pairs.values()].sort((a, b) => a.share - b.share).slice(0, PAIRS);
  return {
    pairs: worstFirst.map(({ text }) => ({ ...pairVerdict(text.color, text.background, isLarge(text)), sample: sample(text.text) })),
    unknown: texts.filter(({ background }) => background === undefined).length,
  };
}

/** The same for texts whose contrast is the same. */
export function pairKey(text: ColoredText): string {
  return `${text.color} ${text.background ?? ''} ${isLarge(text)}`;
}

/** Texts of a page as their contrast is judged. */
export function coloredTexts(texts: readonly PlacedText[]): ColoredText[] {
  return texts.map(({ text, style: { color, background, fontSizePx, bold } }) => ({ color, background, fontSizePx, bold, text }));
}

/** Holds texts to SC 1.4.3, under the name of the rule. */
export function contrastPart(rule: string, texts: readonly ColoredText[]): AuditPart & { pairs: TextPair[] } {
  const { pairs, unknown } = textPairs(texts);
  const findings = pairs
    .filter(({ passes }) => !passes)
    .map(({ text, background, ratio, needed, nearest, sample: words }) => ({
      where: `"${words}"`,
      problem: `${text} on ${background} has a contrast of ${ratio}, below ${needed}`,
      fix: `use ${nearest!.text} for the text (ΔE ${nearest!.text_delta_e}) or ${nearest!.background} behind it (ΔE ${nearest!.background_delta_e})`,
    }));
  const part = heldTo(rule, pairs.length, 'pairs of colours', findings, { wcag: '1.4.3' });
  if (unknown === 0) return { ...part, pairs };
  const unjudged = `; ${unknown} ${unknown === 1 ? 'text stands' : 'texts stand'} on a picture, or on no known ground, and could not be judged`;
  return { checks: part.checks.map((check) => ({ ...check, detail: check.detail + unjudged })), findings: part.findings, pairs };
}
