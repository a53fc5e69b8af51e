import { MeshError } from '../../../errors';
import type { SafetyCategory } from '../safety-category';

/** The refusal of a prompt (`unsafe-content`) or of an answer (`unsafe-answer`): it names the categories, and never what was said. */
export function unsafe(what: 'prompt' | 'answer' | 'memory', categories: readonly SafetyCategory[]): MeshError {
  const code = what === 'answer' ? 'unsafe-answer' : 'unsafe-content';
  return new MeshError('unsafe', code, `the ${what} was refused by the content safety filter: ${categories.join(', ')}`);
}

/** The refusal of what was to be remembered. */
export function refuseMemory(categories: readonly SafetyCategory[]): MeshError {
  return unsafe('memory', categories);
}

/** The refusal of an answer that repeats what only its prompt could know. */
export function leaked(): MeshError {
  return new MeshError('unsafe', 'prompt-leaked', 'the answer repeats marks of its prompt, which were to be kept secret');
}
