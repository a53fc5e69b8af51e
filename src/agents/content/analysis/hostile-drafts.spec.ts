import type { AgentTask } from '../../agent';
import { analyseDraft } from './analyse-draft';
import { contentWork } from '../content-work';
import { copyChecks } from '../copy-checks';
import { DRAFT_BYTES } from '../draft';

const LENGTH = DRAFT_BYTES;
/** Tells linear work (a fifth of a second at the most on a busy machine) from quadratic (ten seconds and more at this length), whatever the machine. */
const MOST_MS = 3_000;
const filled = (part: string, end = '') => part.repeat(Math.floor((LENGTH - end.length) / Buffer.byteLength(part))) + end;

const HOSTILE: [string, string][] = [
  ['one long word', filled('a')],
  ['marks without an end', filled('!', 'x')],
  ['dots and closing quotes', filled('.', `${"'".repeat(1_000)}x`)],
  ['line breaks', filled('\n', 'x')],
  ['lines of spaces', filled(`${' '.repeat(50)}\n`, 'x')],
  ['spaces', `x${filled(' ', 'x').slice(1)}`],
  ['schemes', filled('http://')],
  ['an endless address', `http://${filled('a').slice(7)}`],
  ['an address of brackets', `http://a.com/${filled('(').slice(13)}`],
  ['addresses', filled('http://a.com/((( ')],
  ['mail addresses', filled('a@a.')],
  ['hosts', filled('www.')],
  ['opened braces', filled('{{')],
  ['opened braces with words', filled('{{ a ')],
  ['whole tags', filled('{{ a }} ')],
  ['tags of another kind', filled('*|A|* %%a%% ')],
  ['opened tags', filled('<a ')],
  ['an opened tag', filled('<a', 'a')],
  ['stars', filled('*')],
  ['opened brackets', filled('[name ')],
  ['half links', filled('[a](')],
  ['percent signs', filled('%%')],
  ['capitals', filled('AAAA ')],
  ['one shout', filled('A', 'a')],
  ['digits', filled('1,000')],
  ['triggers', filled('act now ')],
  ['the beginning of a claim', filled('lose up to 99 ')],
  ['the beginning of a passive', filled('is a')],
  ['vowels', filled('ae')],
  ['other letters', filled('ж')],
  ['emoji', filled('🎉')],
  ['short sentences', filled('I. ')],
  ['hyphens', filled('a-', '!')],
];

/** Other work on the machine may slow one try; what is slow by itself is slow in all three. */
async function quickest(measure: () => Promise<number>): Promise<number> {
  let least = Infinity;
  for (let attempt = 0; attempt < 3 && least >= MOST_MS; attempt += 1) least = Math.min(least, await measure());
  return least;
}

describe('100 KB of', () => {
  const task = (draft: string, context = {}) =>
    ({
      task: 'Analyse',
      goal: '',
      inputs: {},
      context: {
        draft,
        brand_voice: { avoid: ['aaab', 'a a'], max_sentence_words: 3 },
        banned_claims: ['!!x', `${'a'.repeat(99)}b`],
        language: 'en',
        ...context,
      },
    }) as unknown as AgentTask;

  it.each(HOSTILE)('%s cost little time and give a bounded answer', async (_, draft) => {
    const work = contentWork(task(draft));
    const longest = await quickest(async () => {
      let last = performance.now();
      let most = 0;
      const pause = () => ((most = Math.max(most, performance.now() - last)), (last = performance.now()));
      const analysis = await analyseDraft(work.draft!, work, { throwIfAborted: pause } as unknown as AbortSignal);
      expect(JSON.stringify(analysis).length).toBeLessThan(128 * 1024);
      return Math.max(most, performance.now() - last);
    });
    expect(longest).toBeLessThan(MOST_MS);
  });

  it.each(HOSTILE)('%s beside numbers that must have a source cost little time', async (_, draft) => {
    const took = await quickest(async () => {
      const started = performance.now();
      copyChecks({ body: [draft] }, { sources: { values: [], texts: [draft] } });
      return performance.now() - started;
    });
    expect(took).toBeLessThan(MOST_MS);
  });
});

describe('a draft that is longer', () => {
  it('is refused by name', () => {
    const draft = 'a'.repeat(DRAFT_BYTES + 1);
    const refused = () => contentWork({ task: 'Analyse', goal: '', inputs: {}, context: { draft } } as unknown as AgentTask);
    expect(refused).toThrow(/context\.draft: has 100001 bytes/);
  });
});
