/**
 * What words of attacks are about, whatever the language: a model that has learnt how these stand together in English knows it in all others. Common
 * words are among them (`you`, `not`): what tells is the company they keep.
 */
// prettier-ignore
export const CONCEPTS = [
  'void', 'prior', 'rules', 'prompt', 'secret', 'leak', 'say', 'only', 'instead', 'new', 'task', 'from-now', 'model', 'user', 'you', 'me', 'be', 'free', 'refuse', 'not',
  'send', 'delete', 'grant', 'data', 'link', 'must', 'urgent', 'stop', 'read', 'quiet', 'harm', 'fiction', 'cipher', 'authority', 'triumph', 'money', 'role', 'exact', 'when', 'anything',
  'mode', 'gone', 'tool', 'praise', 'please', 'text', 'answer',
] as const;

export type Concept = (typeof CONCEPTS)[number];

/**
 * Words of a language by what they are about, in lower case and parted by commas: one ending with `*` stands for all that begin so, one with blanks for
 * words in a row.
 */
export type Vocabulary = Readonly<Partial<Record<Concept, string>>>;
