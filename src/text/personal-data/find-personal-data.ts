import { DigitRegions, type Region } from './digit-regions';
import { type PersonalDataSpan, type PersonalDataType, STRONG_TYPES } from './personal-data';
import { AFTER, BEFORE, type Recogniser } from './recogniser';
import { RECOGNISERS } from './recognisers';

/** Less than this is no more than a guess. */
const LEAST_SCORE = 0.3;

/**
 * Personal data and secrets in `text`: not overlapping, in order of the text; only of `types` where given. Scores under `SURE` are doubtful finds.
 * Linear in the text. Where two finds overlap, strong types go before weak ones, then the surer, then the longer.
 */
export function findPersonalData(text: string, types?: ReadonlySet<PersonalDataType>): PersonalDataSpan[] {
  const found: PersonalDataSpan[] = [];
  const lower = text.toLowerCase();
  const whole: readonly Region[] = [{ start: 0, end: text.length, digits: 0 }];
  const digits = new DigitRegions(text);
  for (const recogniser of RECOGNISERS) {
    // Strong types always run, so that a number is the same thing whatever is asked for; weak ones never win over them.
    if (types && !types.has(recogniser.type) && !STRONG_TYPES.has(recogniser.type)) continue;
    if ('find' in recogniser) found.push(...recogniser.find(text));
    else {
      const { near, hints } = recogniser;
      const regions = near ? digits.near(near) : whole;
      if (regions.length === 0 || (hints && !hints.some((hint) => lower.includes(hint)))) continue;
      for (const region of regions) collect(recogniser, text, region, found);
    }
  }
  const kept = withoutOverlaps(found);
  return types ? kept.filter(({ type }) => types.has(type)) : kept;
}

function collect({ rule, type, pattern, score }: Recogniser, text: string, region: Region, found: PersonalDataSpan[]): void {
  const piece = region.end - region.start === text.length ? text : text.slice(region.start, region.end);
  pattern.lastIndex = 0;
  for (let match = pattern.exec(piece); match; match = pattern.exec(piece)) {
    const groups = match.indices?.groups;
    const [from, to] = groups?.value ?? [groups?.from?.[0] ?? match.index, match.index + match[0].length];
    const start = region.start + from;
    const end = region.start + to;
    const before = text.slice(Math.max(0, start - BEFORE), start).toLowerCase();
    const after = text.slice(end, end + AFTER).toLowerCase();
    const sure = score(piece.slice(from, to), { before, after });
    if (sure >= LEAST_SCORE) found.push({ type, rule, start, end, score: sure });
    // What is refused may hide the beginning of a value inside it.
    pattern.lastIndex = sure >= LEAST_SCORE ? Math.max(to, match.index + 1) : next(piece, match.index);
  }
}

/** The index after the character at `index`: a pattern in Unicode mode that starts inside a surrogate pair would step back. */
function next(text: string, index: number): number {
  return index + ((text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1);
}

function withoutOverlaps(found: PersonalDataSpan[]): PersonalDataSpan[] {
  found.sort((a, b) => a.start - b.start);
  const kept: PersonalDataSpan[] = [];
  for (const span of found) {
    const last = kept.at(-1);
    if (!last || last.end <= span.start) kept.push(span);
    else if (rank(span, last) > 0) kept[kept.length - 1] = span;
  }
  return kept;
}

/** Positive where `a` goes before `b`. */
function rank(a: PersonalDataSpan, b: PersonalDataSpan): number {
  return Number(STRONG_TYPES.has(a.type)) - Number(STRONG_TYPES.has(b.type)) || a.score - b.score || a.end - a.start - (b.end - b.start);
}
