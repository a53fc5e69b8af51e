import { Injectable } from '@nestjs/common';
import { invalidField, MeshError } from '../errors';
import { NetworksService, type Network } from '../networks';
import type { Principal } from '../security';
import { plannedStepsOf } from './dto/planned-steps';
import type { SubmitTaskDto, WorkflowDto } from './dto/submit-task.dto';
import { faultsOf } from './plan/check-plan';
import type { PlannedStep } from './plan/plan';
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
    let abilities: Promise<ReturnType<Planner['abilitiesOf']>> | undefined;
    const read = () =>
      (abilities ??= this.networks.agents(principal.tenantId, network.networkId).then((agents) => this.planner.abilitiesOf(agents)));
    return async (body, nowMs) => {
      if (body.deadline !== undefined && Date.parse(body.deadline) <= nowMs) throw invalidField('deadline', 'lies in the past');
      return {
        task: body.task,
        context: body.context ?? {},
        priority: body.priority ?? DEFAULT_PRIORITY,
        deadline: body.deadline,
        sessionId: body.session_id,
        model: body.model_selection?.model,
        maxCostMicroUsd: body.max_cost_usd === undefined ? undefined : Math.round(body.max_cost_usd * 1_000_000),
        workflow: body.workflow === undefined ? undefined : checkedSteps(body.workflow, await read()),
        timeoutSeconds: network.timeoutSeconds,
        maxIterations: network.maxIterations,
        networkLimit: network.maxConcurrentTasks,
        createdBy: principal.userId,
        keyId: principal.keyId,
      };
    };
  }
}

function checkedSteps(workflow: WorkflowDto, abilities: ReturnType<Planner['abilitiesOf']>): PlannedStep[] {
  const steps = plannedStepsOf(workflow);
  const errors = faultsOf(steps, abilities, 'workflow.steps');
  if (errors.length === 0) return steps;
  const detail = errors.map((fault) => `${fault.field}: ${fault.message}`).join('; ');
  throw new MeshError('invalid', 'workflow-invalid', detail.slice(0, 1_000), { errors });
}
