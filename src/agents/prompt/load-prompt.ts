import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Prompt } from './prompt';

/** The first line of a prompt, and the empty one behind it. */
const VERSION_LINE = /^version: (\d{1,4})\r?\n\s*\n/;
/** Of a prompt that does not state one. */
const FIRST_VERSION = 1;

/**
 * The prompt in `<name>.prompt.md` of `folder`, read once when its agent's file is loaded; a missing or empty one fails the start. Its first
 * line is `version: N`, which is no part of its text and goes up by one whenever the text changes.
 */
export function loadPrompt(folder: string, name: string): Prompt {
  return readPrompt(name, readFileSync(join(folder, `${name}.prompt.md`), 'utf8'));
}

/** The prompt that a file holds. @throws Error when it says nothing. */
export function readPrompt(name: string, file: string): Prompt {
  const [line = '', version = FIRST_VERSION] = VERSION_LINE.exec(file) ?? [];
  const text = file.slice(line.length).trim();
  if (text === '') throw new Error(`the prompt ${name} is empty`);
  return new Prompt(name, Number(version), text);
}
