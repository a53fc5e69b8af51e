import { findPersonalData, STRONG_TYPES, viewsOf, type PersonalDataSpan, type TextView } from '../../../text';
import { scoreInjection } from '../injection';
import { findHarm } from '../rules';
import { noScores, type CategoryScores } from '../safety-category';
import type { SafetyFinding, Severity } from '../safety-finding';

/** What the detectors make of a text. */
export interface Detection {
  scores: CategoryScores;
  /** In no order. */
  findings: SafetyFinding[];
  /** Personal data and secrets, in the order of the text, all of them. */
  personal: PersonalDataSpan[];
}

/** Below it a suspicion of the injection detector is not told: half of what makes one. */
const TOLD_FROM = 0.25;
/** What addresses, names and dates of birth count for: they are worth hiding, but no reason to call a text unsafe. */
const WEAK_SCORE = 0.2;

/** Looks at a text with every detector, as it stands and as it may be read. Blocks while it does: for texts of a few thousand characters. */
export function detect(text: string): Detection {
  const views = viewsOf(text);
  const personal = findPersonalData(text);
  const findings = [...injectionIn(views), ...harmIn(views), ...personal.map(personalFinding)];
  const scores = noScores();
  for (const { category, score } of findings) scores[category] = Math.max(scores[category], score);
  return { scores, findings, personal };
}

function injectionIn(views: readonly TextView[]): SafetyFinding[] {
  const { score, rule, start, end, view } = scoreInjection(views);
  if (score < TOLD_FROM) return [];
  const category = rule.startsWith('extraction') ? 'prompt_extraction' : 'injection';
  return [{ category, rule, start, end, score, view, severity: severityOf(score) }];
}

/** Harm is looked for in what a reader would see: the text with its tricks undone, and what was hidden in it. */
function harmIn(views: readonly TextView[]): SafetyFinding[] {
  const read = views.filter(({ name }, _at, all) => name !== 'plain' || !all.some((other) => other.name === 'normal'));
  return read.flatMap((view) =>
    findHarm(view.text).map((match) => {
      const { start, end } = originOf(view, match.start, match.end);
      return { ...match, start, end, view: view.name };
    }),
  );
}

function originOf(view: TextView, start: number, end: number): { start: number; end: number } {
  const from = view.originOf(start);
  const to = view.originOf(Math.max(start, end - 1));
  return { start: Math.min(from, to), end: Math.max(from, to) + 1 };
}

function personalFinding({ type, rule, start, end, score }: PersonalDataSpan): SafetyFinding {
  const isSecret = type === 'secret';
  const isStrong = STRONG_TYPES.has(type);
  return {
    category: isSecret ? 'secrets' : 'pii',
    rule: `${type}:${rule}`,
    start,
    end,
    score: isSecret || isStrong ? score : Math.min(score, WEAK_SCORE),
    view: 'plain',
    severity: isSecret ? 'high' : isStrong ? 'medium' : 'low',
  };
}

function severityOf(score: number): Severity {
  if (score >= 0.9) return 'high';
  return score >= 0.5 ? 'medium' : 'low';
}
