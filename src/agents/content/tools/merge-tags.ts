import { listed } from '../listed';
import type { Check } from '../piece';

/** A placeholder that a mail system fills in for each recipient. */
export interface MergeTag {
  text: string;
  /** The field it names, in lower case. */
  field: string;
  syntax: 'liquid' | 'mailchimp' | 'percent';
  fallback: boolean;
}

/** All tags of a text, and the braces or marks that belong to none. */
export interface MergeTags {
  tags: MergeTag[];
  loose: string[];
}

const MOST_TAGS = 500;
// Bodies are bounded and cannot hold their own opening mark, so that no search goes far from where it starts.
const TAG = /\{\{-?([^{}]{0,200})\}\}|\{%([^{}]{0,200})%\}|\*\|([A-Za-z0-9_:]{1,64})\|\*|%%([A-Za-z_][\w.]{0,63})%%/g;
const LOOSE = /\{\{|\}\}|\{%|%\}|\*\||\|\*|%%(?=[A-Za-z_])/g;
const ADDRESS = /\bhttps?:\/\/\S+/gi;
/** What every mail system fills in for every recipient. */
const ALWAYS_FILLED = /(?:_url|_link)$|^(?:unsub|update_profile|archive|current_year|rewards|list:|date:|unsubscribe)/;

/** Whether every mail system fills in a field by itself, such as the address to unsubscribe at. */
export function isAlwaysFilled(field: string): boolean {
  return ALWAYS_FILLED.test(field.toLowerCase());
}

/** The tags in a text: Liquid and Handlebars `{{ x }}`, Mailchimp `*|X|*`, and `%%x%%`. Logic such as `{% if %}` only has to be closed. */
export function mergeTagsIn(text: string): MergeTags {
  const tags = [...text.matchAll(TAG)].slice(0, MOST_TAGS).flatMap(([whole, liquid, logic, chimp, percent]): MergeTag[] => {
    if (logic !== undefined) return [];
    if (liquid !== undefined) {
      const fallback = /\|\s*default\s*:\s*\S/.test(liquid);
      return [{ text: whole, field: liquid.split('|')[0]!.replace(/-$/, '').trim().toLowerCase(), syntax: 'liquid', fallback }];
    }
    const field = (chimp ?? percent ?? '').toLowerCase();
    return [{ text: whole, field, syntax: chimp === undefined ? 'percent' : 'mailchimp', fallback: false }];
  });
  return { tags, loose: [...new Set(text.replace(TAG, ' ').match(LOOSE) ?? [])] };
}

/** A text without its tags and addresses: what is left are its words. */
export function plainWords(text: string): string {
  return text.replace(TAG, ' ').replace(ADDRESS, ' ');
}

/**
 * Rule `merge_tags`: every mark is closed, every field is known where the fields are, and `{{ x }}` says what stands in when it is empty. The
 * other two syntaxes keep their stand-ins in the mail system.
 */
export function mergeTagCheck({ tags, loose }: MergeTags, known: readonly string[] | undefined): Check {
  const names = known?.map((name) => name.toLowerCase());
  const faults = [
    ...loose.map((mark) => `${mark} is not closed or opened`),
    ...tags.filter(({ field }) => field === '').map(({ text }) => `${text} names no field`),
    ...tags
      .filter(({ field }) => field !== '' && names !== undefined && !names.includes(field) && !ALWAYS_FILLED.test(field))
      .map(({ text }) => `${text} is not a known field`),
    ...tags
      .filter(({ field, syntax, fallback }) => syntax === 'liquid' && field !== '' && !fallback && !ALWAYS_FILLED.test(field))
      .map(({ text }) => `${text} has no default`),
  ];
  return { rule: 'merge_tags', passed: faults.length === 0, detail: listed(faults, tags.length === 0 ? 'no tags' : `${tags.length} tags`) };
}
