import { invalidField } from '../../errors';
import type { AgentTask } from '../agent';
import { taskTypeOf, type TaskTypeRule } from '../task-type';
import type { Segment } from '../personalization/segments/segment';
import type { PieceBrief } from './writing/content.schema';
import { draftOf, type Draft } from './draft';
import { FORMAT_RULES, FORMATS, type ContentFormat, type FormatName } from './writing/formats';
import { houseRules, type HouseRules } from './house-rules';
import { recipientFields } from '../prompt/recipient-fields';
import { taggedExamples } from './writing/tagged-examples';
import type { ContentOutput } from './piece';
import { SOCIAL_NETWORKS, type SocialNetwork } from './tools/social-networks';

/** A kind of work of the content agent. */
export type ContentTaskType = ContentOutput['task_type'];

/** What a step asks of the content agent, decided from its words and context. */
export interface ContentWork {
  type: ContentTaskType;
  format: ContentFormat;
  /** Whose limits posts keep to. */
  network: SocialNetwork;
  /** One per segment that is mailed at all; without segments one for the audience of the task. */
  briefs: PieceBrief[];
  /** Ways to write each piece. */
  variants: number;
  rules: HouseRules;
  draft?: Draft;
}

/** Most variants of a piece, and of all pieces of a step together: they come out of one answer. */
const MOST_VARIANTS = 5;
const MOST_COPIES = 12;

/** Words decide only where there is a draft; a draft without a word is to be edited. */
const DRAFT_RULES: readonly TaskTypeRule<ContentTaskType>[] = [
  {
    type: 'edit',
    words: /\b(?:edit(?!ion|or)|rewrit|rework|reword|rephras|revis|shorten|tighten|polish|improv|correct|proofread|simplif|translat|fix)/i,
  },
  { type: 'analyse', words: /\b(?:analy[sz]|assess|audit|check(?!out)|critique|evaluat|judge|readab|review|scor)/i },
  {
    type: 'generate',
    words:
      /\b(?:write|generate|suggest|create|propose)\b.{0,60}\b(?:subject lines?|posts?|tweets?|landing pages?|variants?|alternatives)\b/i,
  },
];
/** `context.content` may be what to write about: without a word of the step it is not edited. */
const MATERIAL_RULES: readonly TaskTypeRule<ContentTaskType>[] = [
  { type: 'generate', words: /\b(?:write|draft|compose|generate|create|suggest|propose)\b/i },
  ...DRAFT_RULES.filter(({ type }) => type !== 'generate'),
];

/** @throws MeshError invalid, naming the field of the context that is not of its form. */
export function contentWork(task: AgentTask): ContentWork {
  const { context, inputs } = task;
  const segments = Object.values(inputs).flatMap(({ output }) => (Array.isArray(output.segments) ? (output.segments as Segment[]) : []));
  const named = FORMATS[formatOf(task, segments.length > 0)];
  const format = named.name === 'email' ? { ...named, examples: taggedExamples(recipientFields(context)) } : named;
  const draft = draftOf(task, format);
  const asked = typeOf(task, draft);
  // A draft for several segments becomes a piece for each of them, a list of lines a new one.
  const type = asked === 'edit' && (segments.length > 0 || draft?.lines !== undefined) ? 'generate' : asked;
  const audience = typeof context.audience === 'string' ? context.audience : 'Everyone';
  const briefs =
    segments.length > 0 && type === 'generate'
      ? segments.filter(({ send }) => send !== false).map(({ id, audience: who, treatment }) => ({ id, audience: who, topic: treatment }))
      : [{ id: 'piece', audience }];
  const rules = houseRules(context);
  return {
    type,
    format,
    network: networkOf(task),
    briefs,
    variants: variantsOf(context.variants, format, briefs.length),
    rules,
    ...(draft === undefined ? {} : { draft }),
  };
}

/** Segments are for e-mails, whatever else the goal speaks of. */
function formatOf(task: AgentTask, forSegments: boolean): FormatName {
  const { format, draft } = task.context;
  if (format !== undefined) {
    if (typeof format !== 'string' || !Object.hasOwn(FORMATS, format))
      throw invalidField('context.format', `must be one of ${Object.keys(FORMATS).join(', ')}`);
    return format as FormatName;
  }
  if (forSegments) return 'email';
  if (draft !== null && typeof draft === 'object' && 'text' in draft) return 'social';
  if (draft !== null && typeof draft === 'object' && 'title' in draft) return 'landing_page';
  return taskTypeOf({ ...task, context: {} }, FORMAT_RULES);
}

function typeOf(task: AgentTask, draft: Draft | undefined): ContentTaskType {
  if (draft !== undefined) return taskTypeOf(task, draft.field === 'context.draft' ? DRAFT_RULES : MATERIAL_RULES);
  if (task.context.task_type === undefined) return 'generate';
  const named = taskTypeOf(task, DRAFT_RULES);
  if (named !== 'generate') throw invalidField('context.draft', `is needed to ${named}`);
  return named;
}

/** By `context.network`, else the first whose name stands in the task, else the one with the shortest posts. */
function networkOf({ context, task, goal }: AgentTask): SocialNetwork {
  const { network } = context;
  const names = SOCIAL_NETWORKS.map(({ name }) => name);
  if (network !== undefined) {
    const named = SOCIAL_NETWORKS.find(({ name }) => name === network);
    if (named === undefined) throw invalidField('context.network', `must be one of ${names.join(', ')}`);
    return named;
  }
  const words = `${task} ${goal}`.toLowerCase();
  return SOCIAL_NETWORKS.find(({ name }) => name !== 'x' && name !== 'threads' && words.includes(name)) ?? SOCIAL_NETWORKS[0]!;
}

function variantsOf(given: unknown, format: ContentFormat, pieces: number): number {
  if (given !== undefined && !(Number.isInteger(given) && (given as number) >= 1 && (given as number) <= MOST_VARIANTS)) {
    throw invalidField('context.variants', `must be a whole number from 1 to ${MOST_VARIANTS}`);
  }
  const wanted = (given as number | undefined) ?? (pieces === 1 ? format.variants : 1);
  return Math.max(1, Math.min(wanted, Math.floor(MOST_COPIES / Math.max(1, pieces))));
}
