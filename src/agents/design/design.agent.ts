import { Agent, type AgentResult, type AgentTask } from '../agent';
import { AgentModel } from '../agent-model';
import { AgentType } from '../agent-type.decorator';
import { boundedConfidence, checkBounds, providerBounds } from '../confidence';
import type { Piece } from '../content/piece';
import type { AgentConfig } from '../../networks';
import { loadPrompt } from '../prompt/load-prompt';
import { brandColors } from './brand-colors';
import type { DesignOutput } from './design-output';
import { VISUAL_SCHEMA } from './design.schema';
import { emailFrame } from './email-frame';
import { buildPalette, type PaletteColor } from './palette';
import { renderEmail, type RenderedEmail } from './render-emails';
import { typeScale } from './type-scale';

const INSTRUCTIONS = loadPrompt(__dirname, 'design');

/** Lays out e-mails where earlier steps wrote some, else sets a visual direction; which of the two is decided here, not by a model. */
@AgentType('design')
export class DesignAgent extends Agent {
  readonly capabilities = ['design', 'visual_direction', 'palette', 'email_layout'];
  readonly taskTypes = ['recommend', 'layout', 'visual_plan', 'accessibility', 'responsive'];

  constructor(private readonly model: AgentModel) {
    super();
  }

  /** Output: `DesignOutput`. */
  async processTask(task: AgentTask, config: AgentConfig): Promise<AgentResult> {
    task.signal.throwIfAborted();
    const outputs = Object.values(task.inputs).map(({ output }) => output);
    const pieces = outputs.flatMap(({ pieces: some }) => (Array.isArray(some) ? (some as Piece[]) : []));
    const direction = outputs.find(({ kind, palette }) => kind === 'visual' && Array.isArray(palette));
    const brand = direction === undefined ? brandColors(task.context.brand_colors) : { colors: [], warnings: [] };
    const palette = direction === undefined ? buildPalette(brand.colors) : (direction.palette as PaletteColor[]);
    const result = pieces.length > 0 ? await this.layOut(task, pieces, palette) : await this.direct(task, config, palette);
    return { ...result, warnings: [...brand.warnings, ...result.warnings] };
  }

  private async layOut(task: AgentTask, pieces: readonly Piece[], palette: PaletteColor[]): Promise<AgentResult> {
    const { frame, warnings } = emailFrame(task.context);
    const emails: RenderedEmail[] = [];
    for (const piece of pieces) {
      task.signal.throwIfAborted();
      emails.push(await renderEmail(piece, palette, frame));
    }
    const output: DesignOutput = { kind: 'layout', palette, emails };
    const judged = boundedConfidence([checkBounds(emails.flatMap(({ checks }) => checks))]);
    const failed = emails.flatMap(({ id, checks }) =>
      checks.filter(({ passed }) => !passed).map(({ rule, detail }) => `${id}: ${rule}: ${detail}`),
    );
    const summary = `Laid out ${emails.length} ${emails.length === 1 ? 'e-mail' : 'e-mails'}.`;
    return { summary, output: { ...output }, ...judged, evidence: [], warnings: [...warnings, ...failed], memories: [], answers: [] };
  }

  private async direct(task: AgentTask, config: AgentConfig, palette: PaletteColor[]): Promise<AgentResult> {
    const data = [{ label: 'Palette', text: palette.map(({ name, hex }) => `${name}: ${hex}`).join('\n') }];
    const request = 'Say in the fields given what mood this palette sets and why it suits the brand.';
    const question = { name: 'visual_direction', instructions: INSTRUCTIONS, request, data, schema: VISUAL_SCHEMA };
    const reply = await this.model.askIfAvailable<{ mood: string; rationale: string }>(task, config, question);
    const answers = reply === undefined ? [] : [reply.answer];
    const { mood = null, rationale = null } = reply?.json ?? {};
    const output: DesignOutput = { kind: 'visual', palette, type_scale: typeScale(), mood, rationale };
    const checks = palette.map(({ name, passes }) => ({ rule: `contrast of ${name}`, passed: passes }));
    const judged = boundedConfidence([checkBounds(checks), ...providerBounds(answers)]);
    const moved = palette
      .filter(({ name, given }) => given !== undefined && !name.startsWith('dark_'))
      .map(({ name, given, hex }) => `${name} moved from ${given} to ${hex} for contrast`);
    const colors = ['heading', 'link', 'button']
      .map((name) => `${name} ${palette.find((color) => color.name === name)?.hex ?? ''}`)
      .join(', ');
    return {
      summary: `Visual direction: ${palette.length} colours, each pair checked for contrast${mood === null ? '' : `; mood: ${mood}`}.`,
      output: { ...output },
      ...judged,
      evidence: [],
      warnings: [...moved, ...(reply === undefined ? ['no model was available: the palette stands without a rationale'] : [])],
      memories: [{ type: 'decision', content: `Palette chosen: ${colors}.`, confidence: judged.confidence, importance: 0.6 }],
      answers,
    };
  }
}
