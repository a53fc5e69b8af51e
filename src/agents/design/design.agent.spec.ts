import type { AgentConfig } from '../../networks';
import type { AgentTask } from '../agent';
import type { AgentModel } from '../agent-model';
import { DesignAgent } from './design.agent';
import type { AuditOutput, LayoutOutput, ResponsiveOutput, VisualOutput } from './design-output';

const config = {} as AgentConfig;
/** Every provider is down. */
const noModel = { askIfAvailable: async () => undefined } as unknown as AgentModel;
const speaking = (words: object) =>
  ({ askIfAvailable: async () => ({ json: words, answer: { provider: 'openai' } }) }) as unknown as AgentModel;
const run = async (context: Record<string, unknown>, model = noModel) => {
  const task = { task: 'Design', goal: 'Sell coats', context, inputs: {}, signal: new AbortController().signal } as unknown as AgentTask;
  return new DesignAgent(model).processTask(task, config);
};

describe('the design agent without any model', () => {
  it('recommends colours, sizes and distances, and says that the words are missing', async () => {
    const result = await run({ brand_colors: ['#1f3a5f', '#f2c14e'] });
    const output = result.output as unknown as VisualOutput;
    expect(result).toMatchObject({ partial: true, answers: [] });
    expect(output).toMatchObject({ kind: 'visual', task_type: 'recommend', mood: null, rationale: null });
    expect(output.pairs.every(({ ratio }) => ratio >= 4.5)).toBe(true);
    expect(output.adjustments.map(({ pair }) => pair)).toContain('link on background');
    expect([output.type_scale.length, output.spacing.length]).toEqual([5, 6]);
  });

  it('plans the sections of a message', async () => {
    const output = (await run({ task_type: 'visual_plan' })).output as unknown as VisualOutput;
    expect(output.sections!.map(({ name }) => name)).toEqual(['header', 'hero', 'headline', 'message', 'action', 'footer']);
    const roles = new Set(output.palette.map(({ name }) => name));
    for (const { background, text } of output.sections!) expect([roles.has(background), roles.has(text)]).toEqual([true, true]);
  });

  it('lays out copy, and needs no words for it', async () => {
    const result = await run({ pieces: [{ id: 'web', headline: 'Coats', body: ['Warm.'] }] });
    expect(result.partial).toBeUndefined();
    const [email] = (result.output as unknown as LayoutOutput).emails;
    expect(email).toMatchObject({ id: 'web', subject: 'Coats' });
    expect(email!.checks.find(({ rule }) => rule === 'rendered')).toMatchObject({ skipped: true });
    expect(result.confidence).toBe(0.9);
  });

  it('leaves no more than a result may hold, and says what is missing', async () => {
    const pieces = Array.from({ length: 40 }, (_, index) => ({ headline: `Coat ${index}`, body: ['Warm. '.repeat(500)] }));
    const result = await run({ pieces });
    expect(JSON.stringify(result.output).length).toBeLessThan(256_000);
    expect(result.warnings.at(-1)).toMatch(/^\d+ of 40 pieces are not laid out/);
  });

  it('audits pages and pairs of colours, with what to put right', async () => {
    const result = await run({ task_type: 'accessibility', html: '<p style="color:#999">Coats</p>', colors: [['#777', '#fff']] });
    const output = result.output as unknown as AuditOutput;
    expect(output).toMatchObject({ kind: 'audit', passed: false, pairs: [{ ratio: 4.47 }] });
    expect(output.pages[0]!.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['contrast', 'language', 'title']));
    expect(result.confidenceReasons).toContain('1 of 1 pages were not rendered');
    expect(result.evidence).toContainEqual({ id: 'contrast pair 1', statement: 'Contrast of #777777 on #ffffff', value: 4.47 });
  });

  it('gives sizes for all screens, and holds pages to them', async () => {
    const output = (await run({ task_type: 'responsive', html: '<div style="width:700px">Coats</div>' }))
      .output as unknown as ResponsiveOutput;
    expect(output.type.at(-1)).toEqual({ name: 'headline', smallest_px: 28, largest_px: 31, css: 'clamp(28px, 24.57px + 1.07vw, 31px)' });
    expect(output.pages[0]!.checks.filter(({ passed }) => !passed).map(({ rule }) => rule)).toEqual(['fits_320_px', 'email_width']);
  });

  it.each([
    [{ task_type: 'accessibility' }, 'context.html'],
    [{ task_type: 'accessibility', html: 'x'.repeat(600_000) }, 'context.html'],
    [{ html: 7 }, 'context.html'],
    [{ colors: [['nacht', '#fff']] }, 'context.colors[0].text'],
    [{ brand_colors: ['nacht'] }, 'context.brand_colors'],
  ])('names what it cannot read: %#', async (context, field) => {
    await expect(run(context)).rejects.toMatchObject({ kind: 'invalid', retryable: false, errors: [{ field }] });
  });
});

describe('the words of the model', () => {
  it('stand beside what was computed', async () => {
    const result = await run({}, speaking({ mood: 'calm and warm', rationale: 'It suits.' }));
    expect(result.output).toMatchObject({ mood: 'calm and warm', rationale: 'It suits.' });
    expect(result.partial).toBeUndefined();
  });

  it('are dropped where they hold a figure that no tool produced', async () => {
    const result = await run({}, speaking({ mood: 'calm', rationale: 'It lifts clicks by 37 %.' }));
    expect(result.output).toMatchObject({ mood: 'calm', rationale: null });
    expect(result.warnings).toContain('dropped for numbers that no tool produced: rationale');
  });
});
