import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['docs', 'src', 'test', 'helm'];
const FILES = /\.(?:md|ts|mjs|yaml)$/;
/** Files that quote attacks, or words of attacks. */
const ABOUT_ATTACKS = /safety|injection|indirect|naughty|views|tainted|fence|obedient|evals?\b|hostile/i;
const COMMENT = /\/\*\*(.{20,2000}?)\*\//gs;
const QUOTED = /'([^'\\\n]{20,300})'|`([^`$\\]{20,300})`/g;
const WORDS = /[a-z]{2,} [a-z]{2,}.* [a-z]{2,} [a-z]{2,}/i;

/** What this repository says of itself – paragraphs, comments, names of tests, messages: prose about models, prompts and keys that gives no orders. */
export function repository(root = '.') {
  const texts = FOLDERS.flatMap((folder) => filesIn(join(root, folder))).flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    if (file.endsWith('.md') || file.endsWith('.yaml')) return text.split(/\n{2,}/);
    const comments = [...text.matchAll(COMMENT)].map(([, comment]) => comment.replace(/\n\s{0,8}\*/g, ' '));
    const quoted = [...text.matchAll(QUOTED)].map(([, single, back]) => single ?? back);
    return [...comments, ...quoted];
  });
  const told = [...new Set(texts.map((text) => text.trim()))].filter((text) => WORDS.test(text) && text.length < 3_000);
  return told.map((text) => ({ text, label: 0, source: 'repository' }));
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => FILES.test(name) && !ABOUT_ATTACKS.test(name))
    .sort()
    .map((name) => join(folder, name));
}
