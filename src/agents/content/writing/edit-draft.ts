import type { NumberSources } from '../../numbers/number-check';
import { sameFields } from '../copy-text';
import type { ContentWork } from '../content-work';
import { diffTexts, type TextDiff } from './diff-texts';
import { draftText, type Draft } from '../draft';
import { judged } from '../judge-copy';
import type { Check, CopyText, Score } from '../piece';

/** A text as it was or has become, judged. */
export type Judgement = Score & { checks: Check[] };

/** What an edit adds to the output: only the fields that the draft had are compared. */
export interface EditReport extends TextDiff {
  edited: string;
  before: Judgement;
  after: Judgement;
}

/** Holds draft and edit to the same checks and lists what changed. Numbers of the draft may stay. */
export function editReport(draft: Draft, edited: CopyText, work: ContentWork, sources: NumberSources): EditReport {
  const after = sameFields(edited, draft.copy);
  const text = draftText(after);
  return {
    edited: text,
    before: judgement(draft.copy, work, sources),
    after: judgement(after, work, sources),
    ...diffTexts(draftText(draft.copy), text),
  };
}

function judgement(copy: CopyText, work: ContentWork, sources: NumberSources): Judgement {
  const { score, reasons, checks } = judged(copy, work, sources);
  return { score, reasons, checks };
}
