import type { Check, CopyText } from '../piece';
import type { SocialNetwork } from './social-networks';

/** Longest one-line fields, in characters. */
const MOST_CHARACTERS = {
  /** Longer subjects are cut by common clients on the desktop. */
  subject: 60,
  /** What inbox lists show of a preheader at most. */
  preheader: 110,
  /** What search results show of a page's title, about. */
  title: 60,
  /** And of its description. */
  description: 160,
} as const;

/** Rules `subject_length`, `preheader_length`, `title_length`, `description_length`, `post_length`: one for each field the copy has; an empty field fails. */
export function lengthChecks(copy: CopyText, network: SocialNetwork): Check[] {
  const names = Object.keys(MOST_CHARACTERS) as (keyof typeof MOST_CHARACTERS)[];
  const lines = names.flatMap((name) => (copy[name] === undefined ? [] : [check(name, [...copy[name]].length, MOST_CHARACTERS[name])]));
  if (copy.text === undefined) return lines;
  const post = check('post', network.count(copy.text), network.most);
  return [...lines, { ...post, detail: `${post.detail} on ${network.name}` }];
}

function check(field: string, count: number, most: number): Check {
  return { rule: `${field}_length`, passed: count > 0 && count <= most, detail: `${count} of at most ${most} characters` };
}
