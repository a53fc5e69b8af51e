import { Injectable } from '@nestjs/common';
import { invalidField, MeshError } from '../errors';
import { NetworksService, type AgentConfig, type Network } from '../networks';
import type { NetworkPlace } from '../redis';
import type { Principal } from '../security';
import { plannedStepsOf } from './dto/planned-steps';
import type { SubmitTaskDto, WorkflowDto } from './dto/submit-task.dto';
import { faultsOf } from './plan/check-plan';
import { Planner } from './plan/planner';
import type { TaskDocument } from './workflow/task';

const DEFAULT_PRIORITY = 5;

/** What a task is to be, from what was submitted. @throws MeshError 422 for what only the network or the clock can tell is wrong. */
export type DocumentMaker = (body: SubmitTaskDto, nowMs: number) => Promise<TaskDocument>;

/** Makes documents of submitted tasks. */
@Injectable()
export class TaskDocuments {
  constructor(
    private readonly networks: NetworksService,
    private readonly planner: Planner,
  ) {}

  /** For any number of tasks of one caller in one network, whose agents are read at most once. */
  makerFor(principal: Principal, network: Network): DocumentMaker {
    const place = { tenantId: principal.tenantId, networkId: network.networkId };
    let agents: Promise<AgentConfig[]> | undefined;
    return async (body, nowMs) => {
      if (body.deadline !== undefined && Date.parse(body.deadline) <= nowMs) throw invalidField('deadline', 'lies in the past');
      const document: TaskDocument = {
        task: body.task,
        context: body.context ?? {},
        priority: body.priority ?? DEFAULT_PRIORITY,
        deadline: body.deadline,
        sessionId: body.session_id,
        model: body.model_selection?.model,
        maxCostMicroUsd: body.max_cost_usd === undefined ? undefined : Math.round(body.max_cost_usd * 1_000_000),
        timeoutSeconds: network.timeoutSeconds,
        maxIterations: network.maxIterations,
        networkLimit: network.maxConcurrentTasks,
        createdBy: principal.userId,
        keyId: principal.keyId,
      };
      if (body.workflow === undefined) return document;
      agents ??= this.networks.agents(place.tenantId, place.networkId);
      return { ...document, ...(await this.checkedWorkflow(place, body.workflow, document, await agents)) };
    };
  }

  private async checkedWorkflow(
    place: NetworkPlace,
    workflow: WorkflowDto,
    document: TaskDocument,
    agents: AgentConfig[],
  ): Promise<Pick<TaskDocument, 'workflow' | 'planWarnings'>> {
    const steps = plannedStepsOf(workflow);
    const errors = faultsOf(steps, this.planner.abilitiesOf(agents), 'workflow.steps');
    if (errors.length === 0) {
      const plan = await this.planner.completed({ source: 'caller', steps }, place, document, agents);
      return { workflow: plan.steps, ...(plan.warnings === undefined ? {} : { planWarnings: plan.warnings }) };
    }
    const detail = errors.map((fault) => `${fault.field}: ${fault.message}`).join('; ');
    throw new MeshError('invalid', 'workflow-invalid', detail.slice(0, 1_000), { errors });
  }
}
