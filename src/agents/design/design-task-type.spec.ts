import type { AgentTask } from '../agent';
import { designSources } from './design-sources';
import { designTaskType } from './design-task-type';

const taskOf = (task: string, context: Record<string, unknown> = {}, goal = 'Win back customers') =>
  ({ task, goal, context, inputs: {} }) as unknown as AgentTask;
const typeOf = (task: AgentTask) => designTaskType(task, designSources(task));
const pieces = [{ headline: 'Coats', body: ['Warm.'] }];
const html = '<p>Coats</p>';

describe('what a design step asks for', () => {
  it.each([
    ['Choose a visual direction with accessible colours', {}, 'recommend'],
    ['Recommend a palette', {}, 'recommend'],
    ['Make it nice', {}, 'recommend'],
    ['Audit the accessibility of this page', { html }, 'accessibility'],
    ['Check the contrast', { colors: [['#000', '#fff']] }, 'accessibility'],
    ['Audit the accessibility', {}, 'recommend'],
    ['How does it look on a phone?', { html }, 'responsive'],
    ['Draw a storyboard', {}, 'visual_plan'],
    ['Lay out the copy as e-mails that render everywhere', { pieces }, 'layout'],
    ['Make it nice', { pieces }, 'layout'],
    ['Lay out the copy', {}, 'visual_plan'],
    ['Make it responsive', { pieces }, 'responsive'],
    ['Make it nice', { html, task_type: 'accessibility' }, 'accessibility'],
    ['Make it nice', { task_type: 'layout' }, 'visual_plan'],
  ])('is told by its words and by what there is: %s %j', (task, context, type) => {
    expect(typeOf(taskOf(task, context))).toBe(type);
  });

  it('is looked for in the goal where the step says nothing', () => {
    expect(typeOf(taskOf('Do your part', { html }, 'Audit our page for WCAG'))).toBe('accessibility');
  });

  it('is refused where it names no type of work', () => {
    expect(() => typeOf(taskOf('x', { task_type: 'paint' }))).toThrow(expect.objectContaining({ kind: 'invalid' }) as Error);
  });
});
