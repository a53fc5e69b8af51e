import type { AgentTask } from '../agent';
import { taskTypeOf, type TaskTypeRule } from '../task-type';

/** A kind of work of the personalization agent. */
export type PersonalTaskType = 'segment' | 'template' | 'recommendations' | 'behavioural' | 'content';

/** The words that ask for each kind of work; whom to choose goes before what they get, for plans ask for both in one sentence. */
export const TASK_TYPES: readonly TaskTypeRule<PersonalTaskType>[] = [
  { type: 'segment', words: /\b(?:segment\w*|audiences?|clusters?|rfm|who gets|for whom|target groups?|group (?:the|our) \w+)\b/i },
  {
    type: 'template',
    words:
      /\b(?:templates?|merge[- ]?tags?|mail ?merge|render\w*|fill in|(?:for|to) (?:each|every) (?:recipient|customer|person|subscriber))\b/i,
  },
  {
    type: 'recommendations',
    words: /\b(?:recommend\w*|cross[- ]?sell\w*|up[- ]?sell\w*|also (?:bought|like)|next best (?:product|offer))\b/i,
  },
  { type: 'behavioural', words: /\b(?:behaviou?r\w*|send[- ]?times?|best time|when to send|next[- ]best[- ]time|activity)\b/i },
  { type: 'content', words: /\b(?:personali[sz]ed? (?:copy|content|e-?mails?|letters?|messages?|text)|write|word(?:ing)?s?)\b/i },
];

/** The kind of work, and whether the caller has named it: then what it needs must be there, while words alone may ask for more than there is. */
export function personalTaskType(task: AgentTask): { type: PersonalTaskType; named: boolean } {
  const type = taskTypeOf(task, TASK_TYPES);
  const { task_type: given } = task.context;
  const named = given === type || (typeof given === 'object' && given !== null && Object.values(given).includes(type));
  return { type, named };
}
