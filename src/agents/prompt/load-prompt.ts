import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of `<name>.prompt.md` in `folder`, read once when its agent's file is loaded; a missing one fails the start. */
export function loadPrompt(folder: string, name: string): string {
  return readFileSync(join(folder, `${name}.prompt.md`), 'utf8').trim();
}
