import { MeshError } from '../../errors';
import { packMemories } from '../../memory';
import type { GenerateAnswer, GenerateRequest, ModelsService } from '../../models';
import type { AgentConfig } from '../../networks';
import type { AgentResult, AgentTask } from '../agent';
import { AgentModel } from '../agent-model';
import { ContentAgent } from './content.agent';
import type { DraftAnalysis } from './analysis/analyse-draft';
import type { EditReport } from './writing/edit-draft';
import type { ContentOutput, Copy } from './piece';

const GOOD: Copy = {
  subject: 'New coats are in',
  preheader: 'Warm, plain and made to last.',
  headline: 'Coats for cold days',
  body: ['The new coats are here. They are warm and they last.'],
  call_to_action: 'See the coats',
};
const LOUD: Copy = { ...GOOD, subject: 'HUGE coats! Act now' };
const nothing = packMemories([], 0, { maxTokens: 100, count: (text) => text.length, mark: '' });
const config = {
  agentId: 'agent_a',
  networkId: 'network_a',
  name: 'a',
  type: 'content',
  parameters: {},
  capabilities: [],
} as unknown as AgentConfig;

/** Answers each question in turn; a MeshError is thrown. */
class ScriptedModels {
  readonly requests: GenerateRequest[] = [];
  readonly sandboxOnly = false;
  constructor(private readonly replies: unknown[]) {}

  async generate(_scope: object, request: GenerateRequest): Promise<GenerateAnswer> {
    const reply =
      this.replies[this.requests.push(request) - 1] ?? new MeshError('unavailable', 'provider-chain-exhausted', 'nobody answered');
    if (reply instanceof MeshError) throw reply;
    return { provider: 'openai', model: 'm', text: '', json: reply } as unknown as GenerateAnswer;
  }

  prompt(call: number): string {
    return this.requests[call]!.messages.map(({ content }) => JSON.stringify(content)).join();
  }
}

const taskOf = (task: string, context: Record<string, unknown> = {}, changes: Partial<AgentTask> = {}): AgentTask => ({
  ...{ tenantId: 'tenant', networkId: 'network_a', taskId: 'task_a', stepId: 'step_a', goal: task, task, context, inputs: {} },
  ...{
    permit: () => Promise.resolve(),
    recall: async () => nothing,
    journal: { through: (_question, ask) => ask([]) },
    signal: new AbortController().signal,
  },
  ...changes,
});
const work = async (task: AgentTask, ...replies: unknown[]) => {
  const models = new ScriptedModels(replies);
  const result = await new ContentAgent(new AgentModel(models as unknown as ModelsService)).processTask(task, config);
  return {
    result,
    models,
    output: result.output as unknown as ContentOutput & { edit: EditReport; analysis: DraftAnalysis; comment: string | null },
  };
};

describe('the content agent that writes', () => {
  it('makes the variant with the best score the piece, and says what the others lost', async () => {
    const { output, models } = await work(taskOf('Write an e-mail about coats'), { piece: { a: LOUD, b: GOOD } });
    expect(output).toMatchObject({
      task_type: 'generate',
      format: 'email',
      texts: [],
      pieces: [{ id: 'piece', ...GOOD, score: 100, reasons: [] }],
    });
    expect(output.pieces[0]!.variants).toMatchObject([
      { subject: GOOD.subject },
      { subject: LOUD.subject, score: 75, reasons: ['−10 no_capitals: HUGE', '−15 no_spam_triggers: act now'] },
    ]);
    expect(models.requests).toHaveLength(1);
  });

  it('asks once more for a piece that breaks rules, names them, and keeps the better', async () => {
    const { output, models, result } = await work(taskOf('Write an e-mail', { variants: 1 }), { piece: LOUD }, { piece: GOOD });
    expect(output.pieces[0]).toMatchObject(GOOD);
    expect(models.prompt(1)).toMatch(/no_capitals: HUGE/);
    expect([models.requests.length, result.answers.length, result.warnings]).toEqual([2, 2, []]);
  });

  it.each([
    ['no model answers again', new MeshError('unavailable', 'provider-chain-exhausted', 'gone')],
    ['the budget is spent', new MeshError('budget-exceeded', 'budget-exceeded', 'spent')],
    ['the second try is worse', { piece: { ...LOUD, headline: 'HUGE' } }],
  ])('keeps the first copy and warns when %s', async (_, second) => {
    const { output, result } = await work(taskOf('Write an e-mail', { variants: 1 }), { piece: LOUD }, second);
    expect(output.pieces[0]).toMatchObject(LOUD);
    expect(result.warnings).toEqual(['piece: no_capitals: HUGE', 'piece: no_spam_triggers: act now']);
    expect(result.confidence).toBeLessThan(0.9);
  });

  it('does not take a number from a claim that is banned', async () => {
    const context = { variants: 1, banned_claims: ['lasts 90 years'], brand_voice: { max_sentence_words: 90 } };
    const { result } = await work(taskOf('Write an e-mail', context), { piece: { ...GOOD, headline: 'Made for 90 winters' } });
    expect(result.warnings).toEqual(['piece: numbers_have_a_source: 90']);
  });

  it('gives five subject lines, the same one once, and no e-mail to lay out', async () => {
    const line = (subject: string) => ({ subject, preheader: 'Warm, plain and made to last.' });
    const answer = {
      piece: { a: line('Buy now'), b: line('New coats'), c: line('new  COATS'), d: line('Coats for cold days'), e: line('See the coats') },
    };
    const { output } = await work(taskOf('Write subject lines for our e-mail'), answer);
    expect([output.format, output.pieces, output.texts[0]!.variants!.map(({ subject }) => subject)]).toEqual([
      'subject_lines',
      [],
      ['New coats', 'Coats for cold days', 'See the coats', 'Buy now'],
    ]);
  });

  it('holds a post to the network that the task names', async () => {
    const { output, result } = await work(taskOf('Write a LinkedIn post', { variants: 1 }), {
      piece: { text: 'Our coats are warm. '.repeat(20) },
    });
    expect([output.format, result.warnings]).toEqual(['social', []]);
    expect(output.texts[0]!.checks[0]!.detail).toBe('400 of at most 3000 characters on linkedin');
  });

  it('holds copy to voice, banned claims, merge fields and language of the context', async () => {
    const context = {
      ...{
        variants: 1,
        brand_voice: { avoid: ['cozy'], allow_exclamation: false },
        banned_claims: ['the best coats'],
        merge_fields: ['first_name'],
        language: 'en',
      },
    };
    const bad = { ...GOOD, headline: 'Cozy!', body: ['Die neuen Mäntel sind da und sie sind warm, {{ name }}. The best coats.'] };
    const { result } = await work(taskOf('Write an e-mail', context), { piece: bad });
    const failed = result.warnings.map((warning) => warning.split(': ')[1]);
    expect(failed).toEqual(['merge_tags', 'banned_claims', 'brand_voice', 'language']);
  });

  it('writes one e-mail for each segment that is mailed, whatever else the goal speaks of', async () => {
    const segment = (id: string, send: boolean) => ({ id, audience: id, treatment: 'coats', send });
    const inputs = {
      step_1: {
        agentType: 'personalization',
        summary: '',
        output: { segments: [segment('web', true), segment('phone', false), segment('shop', true)] },
      },
    };
    const { output } = await work(taskOf('Write subject lines', {}, { inputs }), { web: GOOD, shop: GOOD });
    expect([output.format, output.pieces.map(({ id, variants }) => [id, variants])]).toEqual([
      'email',
      [
        ['web', undefined],
        ['shop', undefined],
      ],
    ]);
  });

  it('fails where no model can be had: it needs words', async () => {
    await expect(work(taskOf('Write an e-mail'))).rejects.toMatchObject({ code: 'provider-chain-exhausted' });
  });
});

describe('the content agent that edits', () => {
  const draft = 'The new coats are here! They are warm.\n\nBuy them at https://acme.com for 20 dollars.';

  it('compares the draft with what became of it, and lets its numbers stand', async () => {
    const edited = { ...GOOD, body: ['The new coats are here. They are warm.', 'Buy them at https://acme.com for 20 dollars.'] };
    const { output, models, result } = await work(taskOf('Shorten this', { draft }), { piece: edited });
    expect(output.task_type).toBe('edit');
    expect(output.edit.edited).toBe(edited.body.join('\n\n'));
    expect(output.edit.word_diff.filter(({ op }) => op !== 'same')).toEqual([
      { op: 'removed', text: '!' },
      { op: 'added', text: '.' },
    ]);
    expect(output.edit.unified_diff).toMatch(
      /^--- draft[\s\S]*-The new coats are here! They are warm\.\n\+The new coats are here\. They are warm\.$/m,
    );
    expect(output.pieces[0]).toMatchObject({ subject: GOOD.subject, body: edited.body });
    expect(result.warnings).toEqual([]);
    expect(models.prompt(0).split('Buy them at').length).toBe(2);
  });

  it('judges before and after by the fields that the draft has', async () => {
    const given = { subject: 'HUGE SALE!!', body: 'The coats are here. They are warm.' };
    const { output } = await work(taskOf('Do it', { draft: given, task_type: 'edit' }), { piece: { ...GOOD, body: [given.body] } });
    expect(output.edit.before).toMatchObject({ score: 75 });
    expect(output.edit.after).toMatchObject({ score: 100 });
    expect(output.edit.edited).toBe(`Subject: ${GOOD.subject}\n\n${given.body}`);
  });

  it('matches paragraphs where nearly every word has changed', async () => {
    const words = (letter: string) => Array.from({ length: 900 }, (_, index) => `${letter}${index}`).join(' ');
    const { output } = await work(taskOf('Edit', { draft: `${words('a')}\n\nKept.` }), { piece: { ...GOOD, body: [words('b'), 'Kept.'] } });
    expect(output.edit.word_diff.map(({ op }) => op)).toEqual(['removed', 'added', 'same']);
  });
});

describe('the content agent that analyses', () => {
  const draft =
    'Subject: ACT NOW!!\n\nThe new coats are here. They were made by hand in institutional considerations. See http://acme.com, {{ name }}.';
  const comment = (text: string) => ({ comment: text });

  it('needs no model, and says that the words are missing', async () => {
    const { output, result } = await work(taskOf('Analyse this', { draft }));
    expect(result).toMatchObject({
      partial: true,
      confidence: 0.95,
      answers: [],
      warnings: ['no model was available: the analysis stands without a comment'],
    });
    const { analysis } = output;
    expect(analysis.checks.filter(({ passed }) => !passed).map(({ rule }) => rule)).toEqual([
      'no_capitals',
      'no_spam_triggers',
      'links',
      'merge_tags',
    ]);
    expect(analysis).toMatchObject({
      score: 30,
      language: { code: 'en' },
      counts: { paragraphs: 2 },
      links: [{ text: 'http://acme.com', faults: ['not_https'] }],
    });
    expect(analysis.sentences).toMatchObject({
      total: 3,
      with_hints: 1,
      hinted: [{ number: 2, hints: ['hard words: institutional, considerations', 'passive voice'] }],
    });
    expect(result.evidence.find(({ id }) => id === 'flesch')?.value).toBe(analysis.readability?.ease);
  });

  it('takes a comment only with numbers from the findings', async () => {
    const { output, result } = await work(
      taskOf('Analyse this', { draft }),
      comment('Readers fall by 47 %.'),
      comment('It scores 30 of 100: mend the links.'),
    );
    expect([output.comment, result.partial, result.answers.length]).toEqual(['It scores 30 of 100: mend the links.', undefined, 2]);
    const dropped = await work(taskOf('Analyse this', { draft }), comment('Up 47 %.'), comment('Up 48 %.'));
    expect([dropped.output.comment, dropped.result.warnings]).toEqual([
      null,
      ['the comment was dropped: it stated numbers that no tool produced'],
    ]);
  });

  it('scores each of several subject lines, best first', async () => {
    const lines = '1. HUGE SALE NOW\n- New coats are in\n\n  * Buy now: coats';
    const { output, result } = await work(taskOf('Score these subject lines', { draft: lines }));
    expect(output.texts).toMatchObject([
      { id: 'line_2', subject: 'New coats are in', score: 100 },
      { id: 'line_1', subject: 'HUGE SALE NOW', score: 90 },
      { id: 'line_3', subject: 'Buy now: coats', score: 85 },
    ]);
    expect(result.summary).toBe('Scored 3 subject lines; the best: "New coats are in" (100 of 100).');
  });

  it('does not score the reading of a text that is not English', async () => {
    const { output } = await work(
      taskOf('Analyse this', { draft: 'Die neuen Mäntel sind da. Sie sind warm, schlicht und halten viele Jahre lang.' }),
    );
    expect(output.analysis.readability).toBeNull();
    expect(output.analysis.checks.find(({ rule }) => rule === 'reading_ease')).toMatchObject({
      passed: true,
      detail: 'not scored: the scores are for English, not German',
    });
  });
});

describe('the work of a step', () => {
  const typeOf = async (task: string, context: Record<string, unknown>): Promise<string> =>
    (
      await work(taskOf(task, { variants: 1, ...context }), {
        piece: { ...GOOD, title: 'Coats', description: 'Warm', text: 'Warm.' },
        comment: 'Plain.',
      })
    ).output.task_type;

  it.each([
    ['Write about it', {}, 'generate'],
    ['Do it', { draft: 'Coats.' }, 'edit'],
    ['Check the draft', { draft: 'Coats.' }, 'analyse'],
    ['Check the draft and fix it', { draft: 'Coats.' }, 'edit'],
    ['Write subject lines for it', { draft: 'Coats.' }, 'generate'],
    ['Write the e-mail', { content: 'Notes about coats.' }, 'generate'],
    ['Score it', { content: 'Coats.' }, 'analyse'],
    ['Check it', { draft: 'Coats.', task_type: 'edit' }, 'edit'],
    ['Improve these subject lines', { draft: 'Coats are in\nCoats are here' }, 'generate'],
    ['Check it', { draft: '' }, 'generate'],
  ])('is decided from "%s" and %j: %s', async (task, context, type) => {
    expect(await typeOf(task, context)).toBe(type);
  });

  it.each([
    ['context.task_type', { task_type: 'paint' }],
    ['context.draft', { task_type: 'analyse' }],
    ['context.draft', { draft: 5 }],
    ['context.draft', { draft: { shoe: 'x' } }],
    ['context.draft.subject', { draft: { subject: 5 } }],
    ['context.draft', { draft: 'x'.repeat(30_000), task_type: 'edit' }],
    ['context.format', { format: 'toString' }],
    ['context.network', { network: 'myspace' }],
    ['context.variants', { variants: 6 }],
    ['context.banned_claims', { banned_claims: [5] }],
    ['context.merge_fields', { merge_fields: 'first_name' }],
    ['context.brand_voice.avoid', { brand_voice: { avoid: 'cheap' } }],
    ['context.brand_voice.prefer', { brand_voice: { prefer: { a: 5 } } }],
    ['context.brand_voice.max_sentence_words', { brand_voice: { max_sentence_words: -1 } }],
  ])('is refused for a bad %s', async (field, context) => {
    const failure = await work(taskOf('Do it', context)).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ kind: 'invalid', errors: [{ field }] });
  });

  it('gives no more than an agent may store, however long the draft', async () => {
    const { result }: { result: AgentResult } = await work(taskOf('Analyse', { draft: 'They were made institutionally! '.repeat(3_000) }));
    expect(JSON.stringify(result.output).length).toBeLessThan(256 * 1024);
  });
});
