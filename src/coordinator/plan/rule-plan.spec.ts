import type { AgentConfig } from '../../networks';
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
const outline = (task: string, agents: AgentConfig[]) =>
  rulePlan(task, agents).steps.map((step) => [step.agentType, step.dependsOn.join()]);

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
});
