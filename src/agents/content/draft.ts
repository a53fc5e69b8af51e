import { invalidField } from '../../errors';
import type { AgentTask } from '../agent';
import { LINES, proseOf } from './copy-text';
import type { ContentFormat } from './writing/formats';
import type { CopyText } from './piece';

/** Longest draft, in bytes of UTF-8. */
export const DRAFT_BYTES = 100_000;
/** Longest draft that a model is asked to write anew, in bytes: its answer is as long again. */
export const EDIT_BYTES = 24_000;

/** Where the draft of a task stands, and what it says. */
export interface Draft {
  /** `context.draft` or `context.content`. */
  field: string;
  bytes: number;
  copy: CopyText;
  /** Of a list of subject lines: each of them. */
  lines?: string[];
}

/** `Subject: …` and the like at the top of a draft. */
const HEADER = /^(subject|preheader|preview|title|description|headline|call to action|cta):[^\S\n]*(.*)$/i;
/** What stands before a line of a list. */
const LIST_MARK = /^\s{0,8}(?:[-*•]|\d{1,3}[.)])\s/;
const NAMES: Readonly<Record<string, keyof CopyText>> = { preview: 'preheader', 'call to action': 'call_to_action', cta: 'call_to_action' };

/**
 * The draft in a task's context: plain text, which may begin with lines such as `Subject: …`, or an object with the fields of its format.
 * Undefined where there is none, or an empty one.
 * @throws MeshError invalid when it is of another form or longer than `DRAFT_BYTES`.
 */
export function draftOf({ context }: Pick<AgentTask, 'context'>, format: ContentFormat): Draft | undefined {
  const name = context.draft === undefined ? 'content' : 'draft';
  const given = context[name];
  // `content` may mean anything to other agents; only a text is taken for a draft.
  if (given === undefined || (name === 'content' && typeof given !== 'string')) return undefined;
  const field = `context.${name}`;
  const bytes = Buffer.byteLength(typeof given === 'string' ? given : (JSON.stringify(given) ?? ''));
  if (bytes > DRAFT_BYTES) throw invalidField(field, `has ${bytes} bytes; at most ${DRAFT_BYTES} are taken`);
  const copy = typeof given === 'string' ? copyOfText(given, format) : copyOfFields(given, field);
  if (Object.keys(copy).length === 0) return undefined;
  const lines = format.name === 'subject_lines' && copy.body !== undefined && copy.subject === undefined ? copy.body : undefined;
  return { field, bytes, copy, ...(lines === undefined ? {} : { lines }) };
}

/** A task whose context does not hold its draft: for prompts that show the draft as a block of its own. */
export function withoutDraft<Task extends Pick<AgentTask, 'context'>>(task: Task, { field }: Draft): Task {
  const context = Object.entries(task.context).filter(([name]) => `context.${name}` !== field);
  return { ...task, context: Object.fromEntries(context) };
}

/** A draft as plain text again, with its lines at the top. */
export function draftText(copy: CopyText): string {
  const lines = LINES.flatMap((name) => (copy[name] === undefined ? [] : [`${label(name)}: ${copy[name]}`]));
  const prose = proseOf(copy);
  const action = copy.call_to_action === undefined ? [] : [`Call to action: ${copy.call_to_action}`];
  return [lines.join('\n'), prose, ...action].filter((part) => part !== '').join('\n\n');
}

function label(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function copyOfText(given: string, { name }: ContentFormat): CopyText {
  const text = given.replaceAll('\r\n', '\n').trim();
  if (text === '') return {};
  if (name === 'social') return { text };
  const lines = text.split('\n');
  const copy: CopyText = {};
  let read = 0;
  for (; read < lines.length; read += 1) {
    const [, header, value] = HEADER.exec(lines[read]!) ?? [];
    if (header === undefined) break;
    const key = header.toLowerCase();
    Object.assign(copy, { [NAMES[key] ?? key]: value!.trim() });
  }
  const rest = lines.slice(read).join('\n').trim();
  if (rest === '') return copy;
  if (name !== 'subject_lines' || copy.subject !== undefined) return { ...copy, body: paragraphs(rest) };
  const listed = rest.split('\n').map((line) => line.replace(LIST_MARK, '').trim());
  const subjects = listed.filter((line) => line !== '');
  return subjects.length === 1 ? { ...copy, subject: subjects[0]! } : { ...copy, body: subjects };
}

function copyOfFields(given: unknown, field: string): CopyText {
  if (given === null || typeof given !== 'object' || Array.isArray(given))
    throw invalidField(field, 'must be a text, or an object with the fields of its format');
  const fields = given as Record<string, unknown>;
  const copy: CopyText = {};
  for (const name of [...LINES, 'call_to_action', 'text', 'body'] as const) {
    const value = fields[name];
    if (value === undefined || value === null) continue;
    if (name === 'body' && Array.isArray(value) && value.every((part) => typeof part === 'string')) copy.body = value;
    else if (typeof value !== 'string') throw invalidField(`${field}.${name}`, 'must be a text');
    else if (name === 'body') copy.body = paragraphs(value);
    else copy[name] = value;
  }
  if (Object.keys(copy).length === 0)
    throw invalidField(field, 'has none of the fields subject, preheader, title, description, headline, body, call_to_action, text');
  return copy;
}

function paragraphs(text: string): string[] {
  return text
    .split(/\n[^\S\n]*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}
