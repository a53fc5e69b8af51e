import { noScores, type SafetyCategory } from '../safety-category';
import type { SafetyFinding } from '../safety-finding';
import { detect, type Detection } from './detect';
import { inParts } from './parts';
import { addSpans } from './spans';

/** More findings than anybody reads; scores go on counting. */
const MAX_FINDINGS = 100;

/** Looks at a text of any length with every detector. */
export async function scan(text: string, signal?: AbortSignal): Promise<Detection> {
  const whole: Detection = { scores: noScores(), findings: [], personal: [] };
  await inParts(text, (part, from) => add(whole, detect(part), from), signal);
  whole.findings.sort((a, b) => a.start - b.start || b.score - a.score);
  return whole;
}

function add(whole: Detection, part: Detection, from: number): void {
  addSpans(whole.personal, part.personal, from);
  for (const category of Object.keys(part.scores) as SafetyCategory[])
    whole.scores[category] = Math.max(whole.scores[category], part.scores[category]);
  for (const finding of part.findings) {
    if (whole.findings.length >= MAX_FINDINGS) return;
    const moved = from === 0 ? finding : { ...finding, start: finding.start + from, end: finding.end + from };
    if (from === 0 || !whole.findings.some((known) => isSame(known, moved))) whole.findings.push(moved);
  }
}

function isSame(one: SafetyFinding, other: SafetyFinding): boolean {
  return one.category === other.category && one.rule === other.rule && one.start < other.end && other.start < one.end;
}
