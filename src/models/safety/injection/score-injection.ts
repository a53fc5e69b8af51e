import type { TextView } from '../../../text';
import { MODEL, probabilityOf } from './linear-model';
import { matchInjectionRule } from './rules';
import { highestWindow } from './windows';

/** How much a text is like an attempt to give orders to a model. */
export interface InjectionVerdict {
  /** 0–1: from .5 on it is held to be one. */
  score: number;
  /** `model`, the name of the pattern that met it, or `hidden` for what nobody but a program reads. */
  rule: string;
  /** Where, in the text as it stands. */
  start: number;
  end: number;
  /** The view in which it was seen. */
  view: string;
}

const NOTHING: InjectionVerdict = { score: 0, rule: 'model', start: 0, end: 0, view: 'plain' };

/** Judges a text by all of its views; the worst counts. Linear in the text. */
export function scoreInjection(views: readonly TextView[]): InjectionVerdict {
  const hasNormal = views.some(({ name }) => name === 'normal');
  let worst = NOTHING;
  for (const view of views) {
    if (hasNormal && view.name === 'plain') continue;
    for (const found of [byRule(view), byModel(view)]) if (found !== undefined && found.score > worst.score) worst = found;
  }
  return worst;
}

function byRule(view: TextView): InjectionVerdict | undefined {
  const match = matchInjectionRule(view.text);
  return match && { score: match.score, rule: match.name, ...placeOf(view, match), view: view.name };
}

function byModel(view: TextView): InjectionVerdict | undefined {
  const window = highestWindow(view.text, MODEL);
  return window && { score: probabilityOf(window.logit), rule: 'model', ...placeOf(view, window), view: view.name };
}

/** Views may run backwards. */
function placeOf(view: TextView, { start, end }: { start: number; end: number }): { start: number; end: number } {
  const [from, to] = [view.originOf(start), view.originOf(end - 1)];
  return { start: Math.min(from, to), end: Math.max(from, to) + 1 };
}
