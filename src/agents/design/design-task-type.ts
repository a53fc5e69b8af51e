import type { AgentTask } from '../agent';
import { taskTypeOf, type TaskTypeRule } from '../task-type';
import type { DesignSources } from './design-sources';

/** What the design agent does. */
export type DesignTaskType = 'recommend' | 'layout' | 'visual_plan' | 'accessibility' | 'responsive';

/** The words that ask for each; colours may be asked to be accessible without asking for an audit. */
export const DESIGN_TASK_TYPES: readonly TaskTypeRule<DesignTaskType>[] = [
  {
    type: 'recommend',
    words:
      /^(?![\s\S]*\b(?:accessibility|wcag|audit))[\s\S]*\b(?:recommend|suggest|palettes?|visual direction|choose (?:the |some )?colou?rs)/i,
  },
  {
    type: 'accessibility',
    words: /\b(?:accessibility|wcag|a11y|audit|screen readers?|(?:check|test)\w* (?:the |our )?(?:contrast|alt texts?))/i,
  },
  { type: 'responsive', words: /\b(?:responsive|mobile|phones?|small screens?|narrow screens?|breakpoints?)\b/i },
  { type: 'visual_plan', words: /\b(?:visual plan|storyboard|wireframe|mock-?up|imagery|art direction|moodboard)/i },
  { type: 'layout', words: /\b(?:lay(?:s|ing)? out|laid out|layouts?|e-?mails?|newsletters?|html|mjml|template)\b/i },
];

/**
 * What this step asks for: as named in `context.task_type`; copy that earlier steps wrote is laid out, whatever the words, unless the step itself
 * asks for another thing to be done with it; where there is no copy, a layout is a plan.
 * @throws MeshError invalid `context.task_type`.
 */
export function designTaskType(task: AgentTask, { pieces, html, pairs }: DesignSources): DesignTaskType {
  const type = taskTypeOf(task, DESIGN_TASK_TYPES);
  if (isNamed(task.context.task_type)) return type === 'layout' && pieces.length === 0 ? 'visual_plan' : type;
  const ofStep = taskTypeOf({ task: task.task, goal: '', context: {} }, DESIGN_TASK_TYPES);
  if (pieces.length > 0) return ofStep === 'accessibility' || ofStep === 'responsive' ? ofStep : 'layout';
  switch (type) {
    case 'accessibility':
      return html.length > 0 || pairs !== undefined ? type : 'recommend';
    case 'layout':
      return 'visual_plan';
    case 'recommend':
    case 'responsive':
    case 'visual_plan':
      return type;
  }
}

/** Whether the context names the type, for all agents or for design alone (`{ design: 'layout' }`). */
function isNamed(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  return typeof value !== 'object' || Array.isArray(value) || Object.hasOwn(value, 'design');
}
