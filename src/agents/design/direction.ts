import type { AgentConfig } from '../../networks';
import type { AgentResult, AgentTask } from '../agent';
import type { AgentModel } from '../agent-model';
import { boundedConfidence, providerBounds } from '../confidence';
import { unsupportedNumbers } from '../numbers/number-check';
import { loadPrompt } from '../prompt/load-prompt';
import { sourceTexts } from '../prompt/task-blocks';
import { colorAdjustments, palettePairs } from './color/adjustments';
import type { PaletteColor } from './color/palette';
import { designBounds } from './design-check';
import type { VisualOutput } from './design-output';
import type { DesignSources } from './design-sources';
import { PLAN_SCHEMA, VISUAL_SCHEMA } from './design.schema';
import { planSections } from './plan/plan-sections';
import { spacingScale } from './spacing';
import { typeScale } from './type-scale';

const INSTRUCTIONS = loadPrompt(__dirname, 'design');

/** Of the context; models see none of it. */
const FOR_TOOLS: ReadonlySet<string> = new Set(['html', 'pieces', 'colors']);

/** The words of the model; what it did not say, or may not say, is null. */
type Words = Partial<Record<'mood' | 'rationale' | 'imagery' | 'alt_text', string | null>>;

/** Palette, pairs, sizes and distances, computed, with the model's reasons; a visual plan adds the sections. Output: `VisualOutput`. */
export async function directVisually(
  model: AgentModel,
  task: AgentTask,
  config: AgentConfig,
  { palette, pieces }: DesignSources,
  type: VisualOutput['task_type'],
): Promise<AgentResult> {
  const planned = type === 'visual_plan';
  const request = planned
    ? 'Say in the fields given what mood this plan sets, why it suits the brand, and what its picture shows.'
    : 'Say in the fields given what mood this palette sets and why it suits the brand.';
  const data = [{ label: 'Palette', text: palette.map(({ name, hex }) => `${name}: ${hex}`).join('\n') }];
  const question = { name: 'visual_direction', instructions: INSTRUCTIONS, request, data, schema: planned ? PLAN_SCHEMA : VISUAL_SCHEMA };
  const reply = await model.askIfAvailable<Words>(withoutPages(task), config, question);
  const answers = reply === undefined ? [] : [reply.answer];
  const { words, dropped } = sourcedWords(reply?.json ?? {}, task);
  const { mood = null, rationale = null, imagery = null, alt_text = null } = words;
  const adjustments = colorAdjustments(palette);
  const output: VisualOutput = {
    ...{ kind: 'visual', task_type: type, palette, pairs: palettePairs(palette), adjustments },
    ...{ type_scale: typeScale(), spacing: spacingScale(), mood, rationale },
    ...(planned ? { sections: planSections(pieces, task.context.hero_image !== undefined), imagery, alt_text } : {}),
  };
  const checks = palette.map(({ name, passes, ratio }) => ({ rule: `contrast of ${name}`, passed: passes, detail: `${ratio}` }));
  const judged = boundedConfidence([designBounds(checks), ...providerBounds(answers)]);
  const what = planned ? `Visual plan: ${output.sections?.length} sections, ` : 'Visual direction: ';
  return {
    summary: `${what}${palette.length} colours, each pair checked for contrast${mood === null ? '' : `; mood: ${mood}`}.`,
    output: { ...output },
    ...judged,
    evidence: adjustments.map(({ pair, contrast_after }) => ({
      id: `contrast ${pair}`,
      statement: `Contrast of ${pair}`,
      value: contrast_after,
    })),
    warnings: [
      ...movedColors(palette),
      ...(dropped.length > 0 ? [`dropped for numbers that no tool produced: ${dropped.join(', ')}`] : []),
      ...(reply === undefined ? ['no model was available: the palette stands without a rationale'] : []),
    ],
    ...(reply === undefined ? { partial: true } : {}),
    memories: [{ type: 'decision', content: `Palette chosen: ${mainColors(palette)}.`, confidence: judged.confidence, importance: 0.6 }],
    answers,
  };
}

/** Colours of the light mode that had to move, in words. */
export function movedColors(palette: readonly PaletteColor[]): string[] {
  return palette
    .filter(({ name, given }) => given !== undefined && !name.startsWith('dark_'))
    .map(({ name, given, hex }) => `${name} moved from ${given} to ${hex} for contrast`);
}

/** Pages, copy and pairs are for the tools: they are long, and written by others. */
function withoutPages(task: AgentTask): AgentTask {
  return { ...task, context: Object.fromEntries(Object.entries(task.context).filter(([name]) => !FOR_TOOLS.has(name))) };
}

function sourcedWords(words: Words, task: AgentTask): { words: Words; dropped: string[] } {
  const texts = sourceTexts(task);
  const dropped = Object.entries(words).flatMap(([name, text]) =>
    unsupportedNumbers(text ?? '', { values: [], texts }).length > 0 ? [name] : [],
  );
  return { words: Object.fromEntries(Object.entries(words).filter(([name]) => !dropped.includes(name))), dropped };
}

function mainColors(palette: readonly PaletteColor[]): string {
  return ['heading', 'link', 'button'].map((name) => `${name} ${palette.find((color) => color.name === name)?.hex ?? ''}`).join(', ');
}
