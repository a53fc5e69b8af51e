import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The instructions of our own agents, by paragraph and by line: they give orders to models, and are none of somebody else. */
export function prompts(folder = 'src/agents') {
  const files = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.prompt.md'))
    .sort();
  const parts = files.flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return [text, ...text.split(/\n{2,}/), ...text.split('\n')];
  });
  return [...new Set(parts.map((text) => text.trim()))]
    .filter((text) => text.length > 20)
    .map((text) => ({ text, label: 0, source: 'own:prompts' }));
}
