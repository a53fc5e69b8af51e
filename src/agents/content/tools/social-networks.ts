/** A network for short posts and what it counts. */
export interface SocialNetwork {
  name: string;
  /** Longest post, in what `count` counts. */
  most: number;
  count: (text: string) => number;
}

const LINK = /https?:\/\/\S{1,2000}/g;
/** Every link counts as so many characters, however long (X: t.co; Mastodon: the instance's default). */
const LINK_CHARACTERS = 23;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Limits as the networks' own help pages and API references state them (2025). */
export const SOCIAL_NETWORKS: readonly SocialNetwork[] = [
  { name: 'x', most: 280, count: weighted },
  { name: 'bluesky', most: 300, count: (text) => [...graphemes.segment(text)].length },
  { name: 'mastodon', most: 500, count: (text) => [...text.replace(LINK, '~'.repeat(LINK_CHARACTERS))].length },
  { name: 'threads', most: 500, count: characters },
  { name: 'instagram', most: 2_200, count: characters },
  { name: 'linkedin', most: 3_000, count: characters },
  { name: 'facebook', most: 63_206, count: characters },
];

function characters(text: string): number {
  return [...text].length;
}

/** X counts Latin and its kin once and all other characters twice (twitter-text, configuration v3). */
function weighted(text: string): number {
  const links = text.match(LINK)?.length ?? 0;
  const rest = [...text.replace(LINK, '')].reduce((sum, character) => sum + (isLight(character.codePointAt(0)!) ? 1 : 2), 0);
  return rest + links * LINK_CHARACTERS;
}

function isLight(code: number): boolean {
  return code <= 4_351 || (code >= 8_192 && code <= 8_205) || (code >= 8_208 && code <= 8_223) || (code >= 8_242 && code <= 8_247);
}
