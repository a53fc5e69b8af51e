import { setImmediate } from 'node:timers/promises';
import type { NumberSources } from '../numbers/number-check';
import { wholeText } from './copy-text';
import type { ContentWork } from './content-work';
import { copyChecks } from './copy-checks';
import type { CopyText, Variant } from './piece';
import { scoreOf } from './score';
import { folded } from './tools/phrases';

/** One copy with its checks and score. */
export function judged<Text extends CopyText>(
  copy: Text,
  { rules, network }: Pick<ContentWork, 'rules' | 'network'>,
  sources?: NumberSources,
): Variant<Text> {
  const checks = copyChecks(copy, { rules, network, ...(sources === undefined ? {} : { sources }) });
  return { ...copy, checks, ...scoreOf(copy, checks) };
}

/** Several copies, each judged; other work may be done between them, for a long context has many numbers to look up. */
export async function allJudged(
  copies: readonly CopyText[],
  work: Pick<ContentWork, 'rules' | 'network'>,
  sources: NumberSources,
): Promise<Variant[]> {
  const variants: Variant[] = [];
  for (const copy of copies) {
    variants.push(judged(copy, work, sources));
    await setImmediate();
  }
  return variants;
}

/** The variants best first, of those that say the same in other spacing or case the first; equals keep their order. */
export function bestFirst<Text extends CopyText>(variants: readonly Variant<Text>[]): Variant<Text>[] {
  const seen = new Set<string>();
  const different = variants.filter((variant) => {
    const words = folded(wholeText(variant));
    return !seen.has(words) && seen.add(words);
  });
  return different.sort((one, other) => other.score - one.score);
}

/** The rules that a copy broke, as warnings about the piece of this id. */
export function brokenRules(id: string, { checks }: Pick<Variant, 'checks'>): string[] {
  return checks.filter(({ passed }) => !passed).map(({ rule, detail }) => `${id}: ${rule}: ${detail}`);
}
