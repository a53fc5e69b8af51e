import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const BLOCK = /(?:<!-- not run: (?<why>[^>]+) -->\n+)?```(?<language>\w+)\n(?<code>[^]*?)```\n?/g;

/** A block of code of a page. */
export interface Block {
  language: string;
  code: string;
  line: number;
  /** Why it is not run, where it says so. */
  why?: string;
  /** Whether nothing but blank lines stands between it and the block before. */
  followsAtOnce: boolean;
}

/** A page of the documentation. */
export interface Page {
  name: string;
  blocks: Block[];
}

/** Every page that users read: the README, and all of docs but its decisions and benchmarks. */
export function pagesOfDocs(): Page[] {
  const names = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', ...names.map((name) => `docs/${name}`)].map((name) => ({
    name,
    blocks: blocksOf(readFileSync(join(ROOT, name), 'utf8')),
  }));
}

function blocksOf(text: string): Block[] {
  let end = 0;
  return Array.from(text.matchAll(BLOCK), ({ index, 0: all, groups = {} }) => {
    const followsAtOnce = end > 0 && text.slice(end, index).trim() === '';
    end = index + all.length;
    const { language = '', code = '', why } = groups;
    return { language, code, line: text.slice(0, index).split('\n').length, followsAtOnce, ...(why !== undefined && { why }) };
  });
}
