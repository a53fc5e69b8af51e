import { Datasets } from '../../datasets';
import type { AgentConfig } from '../../networks';
import { Agent, type AgentAnswer, type AgentResult, type AgentTask } from '../agent';
import { AgentModel } from '../agent-model';
import { AgentType } from '../agent-type.decorator';
import { boundedConfidence, providerBounds } from '../confidence';
import { personaliseMails } from './mails/personalise-mails';
import type { PersonalTool, PersonalWork } from './personal-work';
import { recommendProducts } from './recommendations/recommend-products';
import { proposeSegments } from './segments/propose-segments';
import { segmentPeople } from './segments/segment-people';
import { campaignFigures, segmentsOfCampaign } from './segments/segments-of-campaign';
import { chooseSendTimes } from './send-times/choose-send-times';
import { personalTaskType, TASK_TYPES, type PersonalTaskType } from './task-types';
import { hasWhatItTakes } from './what-it-takes';
import { writeForPeople } from './writing/write-for-people';

/** Decides who gets what and when, and renders it for each of them; by code, but for words that nobody has given. No model is shown a person. */
@AgentType('personalization')
export class PersonalizationAgent extends Agent {
  readonly capabilities = ['personalization', 'segmentation', 'targeting', 'mail_merge', 'recommendations', 'send_time'];
  override readonly effects = ['datasets:write'] as const;
  readonly taskTypes = TASK_TYPES.map(({ type }) => type);

  constructor(
    private readonly model: AgentModel,
    private readonly datasets: Datasets,
  ) {
    super();
  }

  /** Output: as its kind says, with `task_type`. @throws MeshError invalid, naming what of the context is missing or cannot be read. */
  async processTask(task: AgentTask, config: AgentConfig): Promise<AgentResult> {
    task.signal.throwIfAborted();
    const { type, named } = personalTaskType(task);
    switch (named || hasWhatItTakes(type, task) ? type : 'segment') {
      case 'segment':
        return this.segment(task, config);
      case 'template':
        return this.compute('template', task, personaliseMails);
      case 'recommendations':
        return this.compute('recommendations', task, recommendProducts);
      case 'behavioural':
        return this.compute('behavioural', task, chooseSendTimes);
      case 'content': {
        const { work, answers } = await writeForPeople(this.model, task, config, this.datasets);
        return resultOf('content', work, answers);
      }
    }
  }

  /** By what a campaign has shown, unless rules or a method are asked for; else by what lies in the people's data; else as a proposal of the model. */
  private async segment(task: AgentTask, config: AgentConfig): Promise<AgentResult> {
    const { rules, method } = task.context;
    const isAsked = rules !== undefined || method !== undefined;
    const figures = isAsked ? undefined : campaignFigures(task);
    const ofCampaign = figures === undefined ? undefined : segmentsOfCampaign(figures);
    if (ofCampaign !== undefined) return resultOf('segment', ofCampaign);
    if (isAsked || hasWhatItTakes('segment', task)) return this.compute('segment', task, segmentPeople);
    const missing = figures === undefined ? 'no campaign figures were given' : 'the campaign data holds no dimension to segment by';
    return proposeSegments(this.model, task, config, missing);
  }

  private async compute(type: PersonalTaskType, task: AgentTask, tool: PersonalTool): Promise<AgentResult> {
    return resultOf(type, await tool(task, { datasets: this.datasets }));
  }
}

function resultOf(type: PersonalTaskType, work: PersonalWork, answers: AgentAnswer[] = []): AgentResult {
  const { bounds, output, ...rest } = work;
  return { ...rest, output: { task_type: type, ...output }, ...boundedConfidence([...bounds, ...providerBounds(answers)]), answers };
}
