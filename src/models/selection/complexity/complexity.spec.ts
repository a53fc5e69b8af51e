import fc from 'fast-check';
import { TIERS } from '../../model-traits';
import { complexityOf, type JudgedRequest } from './complexity';

const ask = (content: string, rest: Partial<JudgedRequest> = {}): JudgedRequest => ({
  messages: [{ role: 'user', content }],
  format: { type: 'text' },
  ...rest,
});
const score = (content: string, rest: Partial<JudgedRequest> = {}) => complexityOf(ask(content, rest)).score;
const rows = Array.from({ length: 60 }, (_, day) => `2026-01-${day},${day * 937},${day * 3},${day}.5,email`).join('\n');

const EASY = [
  'What is the capital of France?',
  "Translate 'good morning' into German.",
  'Classify this review as positive or negative: I love it.',
  'Extract the email address: write to ann@example.org before Friday.',
  'Say yes.',
  'Hi!',
  'Fix the typo: teh cat sat on the mat.',
  'Summarize in one sentence: The meeting moved to Tuesday because the room was taken.',
  'Nenne drei Farben.',
  '翻译成英文：你好',
  'List five synonyms for happy.',
  'How many days are in February?',
];

const HARD = [
  `Design a multi-region architecture for a payment system. Compare three options and their trade-offs, explain why you reject two of them, and
plan the migration:
1. It must tolerate the loss of one region.
2. At most 50 ms of added latency.
3. Without downtime, and never losing a payment.
4. Exactly-once settlement.`,
  `Prove by induction that the sum of the first n odd numbers is n², derive a formula for the sum of the first n cubes, and explain why the
theorem fails for negative n. Then compare both proofs and justify each step: ∑ (2k-1) = n².`,
  `Analyse why revenue fell in March. Compare the channels, evaluate three hypotheses, decide which are statistically significant, and recommend a
plan with priorities. You must use only this data:\n${rows}`,
  `Why does this code deadlock? Explain the race condition, refactor it without changing its interface, and prove that the result must terminate.
\`\`\`ts
async function transfer(from: Account, to: Account) {
  await from.lock();
  await to.lock();
  from.balance -= 1;
  to.balance += 1;
}
\`\`\`
What are the trade-offs? Which unit tests would you add?`,
  '为什么分布式数据库很难？请比较三种一致性模型，分析它们的取舍，证明为什么线性一致性无法同时满足可用性，设计一个支付系统的架构，并规划迁移步骤。为什么不用最终一致性？评估风险？',
  `Warum sinkt die Klickrate? Vergleiche die drei Kampagnen, begründe jede Hypothese, bewerte die Risiken und plane die nächsten Schritte. Der Plan muss
mindestens drei Varianten ohne zusätzliches Budget enthalten, darf höchstens zwei Wochen dauern und soll genau messbar sein.`,
];

const MIDDLING = [
  ask(
    'Write a 150-word product description for a running shoe. It must mention the recycled sole and should sound friendly, without exclamation marks.',
    {
      taskType: 'copywriting',
    },
  ),
  ask(
    `Summarize this report for the board and explain the main trend. ${'Sales grew in the north and fell in the south over the year. '.repeat(40)}`,
    {
      taskType: 'summary',
    },
  ),
];

describe('complexityOf', () => {
  it.each(EASY)('finds %j easy', (content) => expect(complexityOf(ask(content)).level).toBe('LOW'));

  it.each(HARD)('finds it hard to answer: %s', (content) => expect(complexityOf(ask(content)).level).toBe('HIGH'));

  it.each(MIDDLING)('sees everyday work between the two (%#)', (request) => expect(complexityOf(request).level).toBe('MEDIUM'));

  it('believes the caller', () => {
    for (const complexity of TIERS) {
      expect(complexityOf(ask('Hi!', { selection: { complexity } }))).toMatchObject({ level: complexity, source: 'given' });
    }
  });

  it('says which features it saw', () => {
    const { source, features } = complexityOf(ask('Why? Compare both.', { tools: [{ name: 'search', parameters: {} }] }));
    expect(source).toBe('estimated');
    expect(features).toMatchObject({ reasoning: 0.5, questions: 0.25, tools: 0.125 });
    expect(features).not.toHaveProperty('math');
  });

  it('finds a request more demanding, never less, for anything that is added to it', () => {
    const additions = [
      'Explain why.',
      'It must be exact.',
      '1. First step\n',
      'What else?',
      '```js\nlet x;\n```',
      'a,1,2,3,4\n',
      'the lemma ∑',
    ];
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...additions), fc.nat(8), (text, addition, tools) => {
        const before = score(text);
        expect(score(`${text}\n${addition}`)).toBeGreaterThanOrEqual(before);
        const given = Array.from({ length: tools }, () => ({ name: 'x', parameters: {} }));
        expect(score(text, { tools: given })).toBeGreaterThanOrEqual(before);
        expect(score(text, { system: 'You must compare and explain why.' })).toBeGreaterThanOrEqual(before);
        expect(score(text, { taskType: 'planning' })).toBeGreaterThanOrEqual(score(text, { taskType: 'extraction' }));
      }),
    );
  });

  it('stays within its range and agrees with its level', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, system) => {
        const complexity = complexityOf(ask(text, { system }));
        expect(complexity.score).toBeGreaterThanOrEqual(0);
        expect(complexity.score).toBeLessThanOrEqual(1);
        for (const value of Object.values(complexity.features)) expect(value).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each([
    ['one endless word', 'a'.repeat(5_000_000)],
    ['nothing but list marks', '1. '.repeat(1_000_000)],
    ['nothing but spaces', ' '.repeat(5_000_000)],
    ['a million lines', '\n;'.repeat(1_000_000)],
  ])('takes no longer for %s', (_what, content) => {
    const startedAtMs = performance.now();
    complexityOf(ask(content, { system: content }));
    expect(performance.now() - startedAtMs).toBeLessThan(200);
  });
});
