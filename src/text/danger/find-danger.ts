import { codeSamples, within } from './code-samples';
import { DANGER_KINDS, type Danger, type DangerKind, type DangerOptions } from './danger';
import { controlCharacters, invisibleCharacters } from './invisible';
import type { PatternRule } from './pattern-rule';
import { eventHandlers } from './rules/event-handlers';
import { HTML_RULES } from './rules/html';
import { PATH_RULES } from './rules/path';
import { PROTOTYPE_RULES } from './rules/prototype';
import { SCRIPT_RULES } from './rules/script';
import { scriptElements } from './rules/script-elements';
import { SHELL_RULES } from './rules/shell';
import { SQL_RULES } from './rules/sql';
import { inwardUrls, SSRF_RULES } from './rules/ssrf';
import { TEMPLATE_RULES } from './rules/template';
import { originalSpan, type View } from './text-view';
import { unobscured } from './unobscured';

type Finder = (text: string) => Danger[];

/** What finds each kind in a view. Characters that are not seen are looked for in the text itself only: a view has none. */
const FINDERS: Readonly<Record<Exclude<DangerKind, 'control' | 'bidi'>, readonly Finder[]>> = {
  script: [scriptElements, eventHandlers, byRules(SCRIPT_RULES)],
  html: [byRules(HTML_RULES)],
  sql: [byRules(SQL_RULES)],
  shell: [byRules(SHELL_RULES)],
  template: [byRules(TEMPLATE_RULES)],
  prototype: [byRules(PROTOTYPE_RULES)],
  path: [byRules(PATH_RULES)],
  ssrf: [inwardUrls, byRules(SSRF_RULES)],
};
const ALL: ReadonlySet<DangerKind> = new Set(DANGER_KINDS);
/** Layers of hiding that are taken off: what a server decodes twice is as deep as attacks go. */
const LAYERS = 2;

/**
 * Every place of `text` that only an attack has, in the order of their starts. Talk about attacks, markup of mails, templates of Liquid and code
 * samples (but see `DangerOptions.inCode`) are none. Time is linear in the text, some 2 µs for each of its characters at worst.
 */
export function findDanger(text: string, kinds: ReadonlySet<DangerKind> = ALL, { inCode = false }: DangerOptions = {}): Danger[] {
  const found: Danger[] = [];
  if (kinds.has('control')) found.push(...controlCharacters(text));
  if (kinds.has('bidi')) found.push(...invisibleCharacters(text));
  const isSample = within(inCode ? [] : codeSamples(text));
  for (const view of viewsOf(text)) {
    for (const [kind, finders] of Object.entries(FINDERS)) {
      if (!kinds.has(kind as DangerKind)) continue;
      for (const finder of finders) {
        for (const danger of finder(view.text)) {
          const [start, end] = originalSpan(view, danger.start, danger.end);
          if (!isSample(start, end)) found.push({ ...danger, start, end });
        }
      }
    }
  }
  return withoutRepeats(found);
}

function byRules(rules: readonly PatternRule[]): Finder {
  return (text) => rules.flatMap((rule) => matchesOf(rule, text));
}

function matchesOf({ kind, rule, pattern, holds }: PatternRule, text: string): Danger[] {
  const found: Danger[] = [];
  for (const match of text.matchAll(pattern)) {
    if (holds === undefined || holds(match)) found.push({ kind, rule, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** The text as it is, and with one and two layers of hiding taken off. */
function viewsOf(text: string): View[] {
  const views: View[] = [{ text, offsets: undefined }];
  for (let layer = 0; layer < LAYERS; layer++) {
    const next = unobscured(views[layer] as View);
    if (next === undefined || next.text === (views[layer] as View).text) break;
    views.push(next);
  }
  return views;
}

/** In order; of what several views show in one place the longest. */
function withoutRepeats(found: Danger[]): Danger[] {
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const ends = new Map<string, number>();
  return found.filter(({ rule, start, end }) => {
    const isRepeated = start < (ends.get(rule) ?? 0);
    if (!isRepeated) ends.set(rule, end);
    return !isRepeated;
  });
}
