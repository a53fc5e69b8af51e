import { Datasets } from '../../datasets';
import { invalidField } from '../../errors';
import type { AgentConfig } from '../../networks';
import { Agent, type AgentAnswer, type AgentResult, type AgentTask } from '../agent';
import { AgentModel } from '../agent-model';
import { AgentType } from '../agent-type.decorator';
import { boundedConfidence, providerBounds } from '../confidence';
import { personaliseMails } from './mails/personalise-mails';
import { hasMails } from './mails/mails-of-task';
import type { PersonalTool, PersonalWork } from './personal-work';
import { recommendProducts } from './recommendations/recommend-products';
import { hasRecords } from './records/record-source';
import { campaignFigures, segmentsOfCampaign } from './segments/segments-of-campaign';
import { proposeSegments } from './segments/propose-segments';
import { segmentPeople } from './segments/segment-people';
import { chooseSendTimes } from './send-times/choose-send-times';
import { personalTaskType, TASK_TYPES, type PersonalTaskType } from './task-types';
import { writeForPeople } from './writing/write-for-people';

/** Decides who gets what and when, and renders it for each of them; all by code, but for words that nobody has given. */
@AgentType('personalization')
export class PersonalizationAgent extends Agent {
  readonly capabilities = ['personalization', 'segmentation', 'targeting', 'mail_merge', 'recommendations', 'send_time_optimization'];
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
    if (type === 'segment' || !(named || hasWhatItTakes(type, task))) return this.segment(task, config);
    switch (type) {
      case 'content': {
        const { work, answers } = await writeForPeople(this.model, task, config, this.datasets);
        return resultOf(type, work, answers);
      }
      case 'template':
        return this.compute(type, task, personaliseMails);
      case 'recommendations':
        return this.compute(type, task, recommendProducts);
      case 'behavioural':
        return this.compute(type, task, chooseSendTimes);
    }
  }

  private async compute(type: PersonalTaskType, task: AgentTask, tool: PersonalTool): Promise<AgentResult> {
    return resultOf(type, await tool(task, { datasets: this.datasets }), []);
  }

  /** By rules or by what lies in the people's data; else by what a campaign has shown; else as a proposal of the model. */
  private async segment(task: AgentTask, config: AgentConfig): Promise<AgentResult> {
    const { rules, method } = task.context;
    const figures = rules === undefined && method === undefined ? campaignFigures(task) : undefined;
    const ofCampaign = figures === undefined ? undefined : segmentsOfCampaign(figures);
    if (ofCampaign !== undefined) return resultOf('segment', ofCampaign, []);
    if (rules !== undefined || method !== undefined || hasPeople(task)) return this.compute('segment', task, segmentPeople);
    const missing = figures === undefined ? 'no campaign figures were given' : 'the campaign data holds no dimension to segment by';
    return proposeSegments(this.model, task, config, missing);
  }
}
