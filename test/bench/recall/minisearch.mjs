import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from '../../../scripts/places.mjs';

/**
 * The same conversation in MiniSearch: with its defaults, and with our stems and stop words.
 * @returns {Record<string, (question: string) => string[]>} by name: the ids of the best turns for a question
 */
export function miniSearch(modules, { sessions }) {
  const MiniSearch = createRequire(path.join(modules, '.'))('minisearch');
  const { queryTerms } = createRequire(import.meta.url)(path.join(ROOT, 'dist/memory/text/query-terms'));
  const turns = sessions.flatMap((session) => session.turns.map(({ id, speaker, text, caption = '' }) => ({ id, speaker, text, caption })));
  const searcher = (options) => {
    const index = new MiniSearch({ fields: ['text', 'caption', 'speaker'], ...options });
    index.addAll(turns);
    return (question) =>
      index
        .search(question)
        .slice(0, 10)
        .map(({ id }) => id);
  };
  const processTerm = (word) => queryTerms(word, [])[0] ?? null;
  return { 'MiniSearch, defaults': searcher({}), 'MiniSearch, our stems': searcher({ processTerm }) };
}
