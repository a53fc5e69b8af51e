import fc from 'fast-check';
import type { AgentConfig } from '../../networks';
import { faultsOf } from './check-plan';
import { rulePlan } from './rule-plan';

const agent = (type: string, more: Partial<AgentConfig> = {}): AgentConfig => ({
  agentId: `agent_${type}`,
  networkId: 'network_x',
  name: type,
  type,
  parameters: {},
  capabilities: [],
  status: 'active',
  createdAt: '2026-01-01T00:00:00Z',
  ...more,
});
const team = ['coordinator', 'content', 'design', 'analytics', 'personalization'].map((type) => agent(type));
const outline = (task: string, agents: AgentConfig[], options = {}) =>
  rulePlan(task, agents, options).steps.map((step) => [step.agentType, step.dependsOn.join()]);

describe('rulePlan', () => {
  it('turns the brief of a finished test into figures, audiences, copy, layout and one answer', () => {
    expect(outline('The test is over: tell us which e-mail worked for whom, and draft the next personalised campaign', team)).toEqual([
      ['analytics', ''],
      ['design', ''],
      ['personalization', 'step_1'],
      ['content', 'step_3'],
      ['design', 'step_2,step_4'],
      ['coordinator', 'step_1,step_3,step_5'],
    ]);
  });

  it('has the mails rendered where there are recipients', () => {
    expect(outline('Write a newsletter', [agent('content'), agent('personalization')], { forRecipients: true })).toEqual([
      ['content', ''],
      ['personalization', 'step_1'],
    ]);
    expect(outline('Draft an e-mail campaign for each segment', team, { forRecipients: true })).toEqual([
      ['design', ''],
      ['personalization', ''],
      ['content', 'step_2'],
      ['design', 'step_1,step_3'],
      ['personalization', 'step_2,step_4'],
      ['coordinator', 'step_2,step_5'],
    ]);
    expect(outline('Write a newsletter', [agent('content')], { forRecipients: true })).toHaveLength(1);
  });

  it('asks only the agent that the task is about', () => {
    expect(outline('Analyse last quarter', team)).toEqual([['analytics', '']]);
  });

  it('uses only agents that the network has', () => {
    expect(outline('Analyse the results and write a newsletter', [agent('content')])).toEqual([['content', '']]);
  });

  it('gives a task that fits nobody to the writer', () => {
    expect(outline('Hm', team)).toEqual([['content', '']]);
  });

  it('asks a custom agent that the task names', () => {
    const legal = agent('legal', { capabilities: ['compliance-review'] });
    expect(outline('Do a compliance review', [agent('content'), legal])).toEqual([['legal', '']]);
  });

  it('has the copy judged before it is laid out, where a model can judge', () => {
    const { steps } = rulePlan('Write and design a newsletter', team, { withReview: true });
    expect(steps.map((step) => [step.agentType, step.reviews, step.dependsOn.join()])).toEqual([
      ['design', undefined, ''],
      ['content', undefined, ''],
      ['coordinator', 'step_2', 'step_2'],
      ['design', undefined, 'step_1,step_3'],
      ['coordinator', undefined, 'step_4'],
    ]);
    const alone = rulePlan('Write a headline', team, { withReview: true });
    expect(alone.steps.map((step) => step.reviews)).toEqual([undefined, 'step_1']);
    expect(rulePlan('Write a headline', [agent('content'), agent('design')], { withReview: true }).steps).toHaveLength(1);
  });

  it('makes only plans that can run, whatever the task says and whoever is there', () => {
    const words = fc.constantFrom('analyse', 'write', 'design', 'segment', 'legal', 'results', 'landing', 'e-mail');
    const agents = fc.subarray([...team, agent('legal')], { minLength: 1 });
    fc.assert(
      fc.property(fc.array(words), agents, fc.boolean(), fc.boolean(), (task, who, withReview, forRecipients) => {
        const skills = { agentTypes: new Set(who.map(({ type }) => type)), capabilities: new Set<string>() };
        expect(
          faultsOf(rulePlan(task.join(' '), who, { withReview, forRecipients }).steps, { ...skills, reviewers: skills }, 'steps'),
        ).toEqual([]);
      }),
    );
  });
});
