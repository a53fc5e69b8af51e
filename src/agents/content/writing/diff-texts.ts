import { createTwoFilesPatch, diffArrays, diffWordsWithSpace } from 'diff';

/** A stretch of text that an edit kept, added or removed. */
export interface WordChange {
  op: 'same' | 'added' | 'removed';
  text: string;
}

/** What an edit changed, for people (unified, as `diff -u` writes it) and for programs. */
export interface TextDiff {
  unified_diff: string;
  word_diff: WordChange[];
  words_added: number;
  words_removed: number;
}

/** Changed words beyond which they are no longer matched one by one: the search costs their square, 30 ms at this bound. */
const MOST_EDITS = 500;

/** The difference of two texts; where almost all has changed, by whole paragraphs instead of words. */
export function diffTexts(before: string, after: string): TextDiff {
  const changes = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS }) ?? byParagraph(before, after);
  const word_diff = changes.map(({ added, removed, value }): WordChange => ({
    op: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
  const words = (op: WordChange['op']) =>
    word_diff.filter((change) => change.op === op).reduce((sum, { text }) => sum + (text.match(/\S+/g)?.length ?? 0), 0);
  const patch = createTwoFilesPatch('draft', 'edited', `${before}\n`, `${after}\n`, undefined, undefined, {
    context: 2,
    maxEditLength: MOST_EDITS,
  });
  return { unified_diff: patch ?? '', word_diff, words_added: words('added'), words_removed: words('removed') };
}

function byParagraph(before: string, after: string): { added: boolean; removed: boolean; value: string }[] {
  const changes = diffArrays(before.split('\n\n'), after.split('\n\n'), { maxEditLength: MOST_EDITS });
  if (changes === undefined)
    return [
      { added: false, removed: true, value: before },
      { added: true, removed: false, value: after },
    ];
  return changes.map(({ added, removed, value }) => ({ added, removed, value: value.join('\n\n') }));
}
