import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { attacks } from './data/attacks.mjs';
import { benign } from './data/benign.mjs';
import { customerMail } from './data/customer-mail.mjs';
import { randomOf } from './data/grammar.mjs';
import { harmlessOrders } from './data/harmless-orders.mjs';
import { hiddenOrders } from './data/hidden-orders.mjs';
import { manyLanguages } from './data/many-languages.mjs';
import { toldSecrets } from './data/told-secrets.mjs';
import { triggerWords } from './data/trigger-words.mjs';
import { prompts } from './prompts.mjs';
import { readmes } from './readmes.mjs';
import { repository } from './repository.mjs';

/** Rows that were made, or are not what people write to models, count for less. */
const WEIGHT = { made: 0.6, prose: 0.7, attack: 2, ordinary: 1.5 };
const PROSE = /^(?:readmes|repository|presidio|fortunes)/;
/** Families of our own that are so alike that a model which has seen one has seen the others. */
const ALIKE = [
  ['own:guard', 'own:games', 'own:extraction', 'own:prompted'],
  ['own:in-data', 'own:hidden-orders', 'own:wrapped'],
  ['own:override', 'own:instead', 'own:switched'],
  ['own:languages', 'own:more-languages'],
  ['own:persona', 'own:persona-long'],
];

/** All rows to learn from: those of the files, our own, the manuals of installed packages and our own prose, each with what it counts for and one of `folds` parts. */
export function rowsOf(files, ordinaryFiles, folds) {
  const given = [...files.flatMap(read), ...ordinaryFiles.flatMap(read).map((row) => ({ ...row, label: 0 }))];
  const own = [
    ...attacks(randomOf(1)),
    ...benign(randomOf(2)),
    ...hiddenOrders(randomOf(3)),
    ...toldSecrets(randomOf(4)),
    ...harmlessOrders(randomOf(5)),
    ...triggerWords(randomOf(6)),
    ...manyLanguages(randomOf(7)),
    ...customerMail(randomOf(8)),
    ...prompts(),
  ];
  return [...given, ...own, ...readmes(), ...repository()]
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, label, source }) => ({
      text,
      label,
      source,
      weight: weightOf(source, label),
      fold: createHash('sha256').update(text).digest()[0] % folds,
    }));
}

/** A name for a source and all that are like it. */
export function familyOf(source) {
  if (source.startsWith('own:language-')) return 'own:languages';
  return ALIKE.find((sources) => sources.includes(source))?.[0] ?? source;
}

function read(file) {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function weightOf(source, label) {
  if (source.startsWith('own:')) return WEIGHT.made;
  if (label === 1) return WEIGHT.attack;
  return PROSE.test(source) ? WEIGHT.prose : WEIGHT.ordinary;
}
