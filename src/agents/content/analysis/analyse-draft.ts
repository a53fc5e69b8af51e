import { setImmediate } from 'node:timers/promises';
import type { ContentWork } from '../content-work';
import { proseOf, wholeText } from '../copy-text';
import type { Draft } from '../draft';
import { checkSteps } from '../copy-checks';
import type { Check, Score } from '../piece';
import { scoreOf } from '../score';
import { sentenceHints, type SentenceHints } from './sentence-hints';
import { bannedClaims, type FoundClaim } from '../tools/banned-claims';
import { detectLanguage, type Detected } from '../tools/language';
import { linksIn, type FoundLink } from '../tools/links';
import { mergeTagsIn, plainWords, type MergeTag } from '../tools/merge-tags';
import { countsOf, readability, type Counts, type Readability } from '../tools/readability';

/** What code finds in a draft; no model has a part in it. */
export interface DraftAnalysis extends Score {
  checks: Check[];
  language: Detected;
  counts: Counts;
  /** Null where the text is not English: the scores mean nothing there. */
  readability: Omit<Readability, 'words' | 'sentences'> | null;
  links: FoundLink[];
  merge_tags: MergeTag[];
  banned_claims: FoundClaim[];
  sentences: SentenceHints;
}

/** Analyses a draft in steps that let other work in between, each well below 50 ms for 100 KB. */
export async function analyseDraft({ copy }: Draft, work: ContentWork, signal: AbortSignal): Promise<DraftAnalysis> {
  const pause = async () => {
    await setImmediate();
    signal.throwIfAborted();
  };
  const whole = wholeText(copy);
  const prose = proseOf(copy) || whole;
  const checks: Check[] = [];
  for (const step of checkSteps(copy, { rules: work.rules, network: work.network })) {
    checks.push(...step());
    await pause();
  }
  const { score, reasons } = scoreOf(copy, checks);
  const language = detectLanguage(whole);
  const isEnglish = (language.code === 'und' ? (work.rules.language ?? 'en') : language.code) === 'en';
  const counts = { ...countsOf(plainWords(whole)), characters: [...whole].length };
  const scores = isEnglish ? readability(plainWords(prose)) : undefined;
  await pause();
  const sentences = await sentenceHints(prose, work.rules, isEnglish, pause);
  await pause();
  return {
    ...{ score, reasons, checks, language, counts, readability: scores === undefined ? null : rounded(scores) },
    ...{
      links: linksIn(whole),
      merge_tags: mergeTagsIn(whole).tags,
      banned_claims: bannedClaims(whole, work.rules.bannedClaims),
      sentences,
    },
  };
}

/** One decimal is more than the formulas can tell apart. */
function rounded({ ease, grade, smog }: Readability): { ease: number; grade: number; smog: number } {
  const tenth = (value: number) => Math.round(value * 10) / 10;
  return { ease: tenth(ease), grade: tenth(grade), smog: tenth(smog) };
}
