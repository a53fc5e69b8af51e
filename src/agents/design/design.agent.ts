import { Optional } from '@nestjs/common';
import type { AgentConfig } from '../../networks';
import { Agent, type AgentResult, type AgentTask } from '../agent';
import { AgentModel } from '../agent-model';
import { AgentType } from '../agent-type.decorator';
import { auditAccessibility } from './accessibility';
import { designSources, type DesignSources } from './design-sources';
import { DESIGN_TASK_TYPES, designTaskType, type DesignTaskType } from './design-task-type';
import { directVisually } from './direction';
import { layOut } from './layout';
import { HeadlessBrowser } from './rendering/headless-browser';
import { checkResponsive } from './responsive';

/** Designs: colours, sizes and e-mails that are computed, held to rules and looked at in a browser. What is to be done is decided here, not by a model. */
@AgentType('design')
export class DesignAgent extends Agent {
  readonly capabilities = ['design', 'visual_direction', 'palette', 'email_layout', 'accessibility', 'responsive'];
  readonly taskTypes: readonly DesignTaskType[] = DESIGN_TASK_TYPES.map(({ type }) => type);

  constructor(
    private readonly model: AgentModel,
    @Optional() private readonly browser?: HeadlessBrowser,
  ) {
    super();
  }

  /** Output: as its kind says, `VisualOutput`, `LayoutOutput`, `AuditOutput` or `ResponsiveOutput`. @throws MeshError invalid, naming what of the context cannot be read. */
  async processTask(task: AgentTask, config: AgentConfig): Promise<AgentResult> {
    task.signal.throwIfAborted();
    const sources = designSources(task);
    const type = designTaskType(task, sources);
    const result = await this.work(task, config, sources, type);
    const ofColors = type === 'accessibility' || type === 'responsive' ? [] : sources.colorWarnings;
    return { ...result, warnings: [...ofColors, ...sources.warnings, ...result.warnings] };
  }

  private work(task: AgentTask, config: AgentConfig, sources: DesignSources, type: DesignTaskType): Promise<AgentResult> {
    switch (type) {
      case 'recommend':
      case 'visual_plan':
        return directVisually(this.model, task, config, sources, type);
      case 'layout':
        return layOut(task, sources, this.browser);
      case 'accessibility':
        return auditAccessibility(task, sources, this.browser);
      case 'responsive':
        return checkResponsive(task, sources, this.browser);
    }
  }
}
