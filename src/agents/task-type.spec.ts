import { taskTypeOf, type TaskTypeRule } from './task-type';

const RULES: TaskTypeRule<'write' | 'edit' | 'judge'>[] = [
  { type: 'write', words: /\bwrite\b/i },
  { type: 'edit', words: /\b(edit|shorten)\b/i },
  { type: 'judge', words: /\bjudge\b/i },
];
const typeOf = (task: string, goal = '', context: Record<string, unknown> = {}) =>
  taskTypeOf({ task, goal, context, agentType: 'content' }, RULES);

describe('taskTypeOf', () => {
  it('goes by the words of the step, then by those of the goal, then takes the first', () => {
    expect(typeOf('Shorten it', 'Write a letter')).toBe('edit');
    expect(typeOf('Do it', 'Judge the letter')).toBe('judge');
    expect(typeOf('Do it', 'Whatever')).toBe('write');
  });

  it('lets the context name it, for all agents or for each', () => {
    expect(typeOf('Shorten it', '', { task_type: 'judge' })).toBe('judge');
    expect(typeOf('Shorten it', '', { task_type: { content: 'judge', analytics: 'trends' } })).toBe('judge');
    expect(typeOf('Shorten it', '', { task_type: { analytics: 'trends' } })).toBe('edit');
    expect(typeOf('Shorten it', '', { task_type: null })).toBe('edit');
  });

  it.each([['trends'], [7], [['judge']], [{ content: 'trends' }]])('refuses %j, naming the field', (task_type) => {
    expect(() => typeOf('Shorten it', '', { task_type })).toThrow(/context\.task_type: must be one of write, edit, judge/);
  });
});
