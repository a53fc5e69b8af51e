import { Injectable, Logger } from '@nestjs/common';
import type { AgentResult, AgentTask, StepInput } from '../../agents';
import { ContextService, MemoryService, SessionsService, type ContextPack } from '../../memory';
import type { AgentConfig } from '../../networks';
import type { PlannedStep } from '../plan/plan';
import { NetworkTeam } from './network-team';
import type { Attempt } from './attempt';
import type { StepResult } from './task';
import type { WorkingTask } from './working-tasks';

/** Tokens of what an agent is given of the memory for one step. */
const REMEMBERED_TOKENS = 2_000;

/** What an agent knows when it begins a step, and what the network remembers of it afterwards. */
@Injectable()
export class StepMemory {
  private readonly logger = new Logger(StepMemory.name);

  constructor(
    private readonly team: NetworkTeam,
    private readonly memory: MemoryService,
    private readonly contexts: ContextService,
    private readonly sessions: SessionsService,
  ) {}

  /** The input of a step: its task, the context, the results it depends on, and the way to what is remembered. */
  async inputOf(
    { task, step, agent, claimed }: Attempt,
    { journal, permit, signal }: Pick<AgentTask, 'journal' | 'permit' | 'signal'>,
  ): Promise<AgentTask> {
    const { ref, document } = task;
    // A session lives as long as its tasks get on.
    if (document.sessionId !== undefined) this.sessions.touch(ref, document.sessionId);
    const { network } = await this.team.of(ref);
    const inputs: Record<string, StepInput> = {};
    for (const [stepId, result] of claimed.inputs) inputs[stepId] = inputFrom(result);
    const isShared = Object.keys(network.sharedContext).length > 0;
    // Written out: objects that begin with a spread are slow to make (docs/decisions, young objects).
    return {
      tenantId: ref.tenantId,
      networkId: ref.networkId,
      taskId: ref.taskId,
      stepId: step.stepId,
      agentType: agent.type,
      goal: document.task,
      task: step.task,
      expectedOutput: step.expectedOutput,
      context: isShared ? { ...network.sharedContext, ...document.context } : document.context,
      inputs,
      recall: this.recallOnce(task, step),
      reviews: step.reviews,
      feedback: claimed.feedback,
      previous: claimed.earlier && inputFrom(claimed.earlier),
      model: document.model,
      userId: document.createdBy,
      keyId: document.keyId,
      permit,
      journal,
      signal,
    };
  }

  /** A memory that cannot be kept does not undo the step: it is stored already. */
  async remember({ ref, document }: WorkingTask, step: PlannedStep, agent: AgentConfig, result: AgentResult): Promise<void> {
    if (result.memories.length === 0) return;
    const { tenantId, networkId, taskId } = ref;
    const userId = document.createdBy;
    const provenance = { source: 'agent' as const, userId, agentType: agent.type, taskId, stepId: step.stepId };
    // Even computed text repeats names that the caller gave, and a model repeats whatever it was told.
    const memories = result.memories.map((memory) => ({
      ...memory,
      trust: 'untrusted' as const,
      provenance,
      sessionId: document.sessionId,
    }));
    await this.memory.addAll(tenantId, networkId, memories).catch((error: unknown) => {
      this.logger.warn({ taskId, stepId: step.stepId, err: error }, 'memories of a step were not kept');
    });
  }

  /** Searches the memory when it is first asked; whoever asks again gets the same. */
  private recallOnce({ ref, document }: WorkingTask, step: PlannedStep): AgentTask['recall'] {
    let recalled: Promise<ContextPack> | undefined;
    return () =>
      (recalled ??= this.contexts
        .pack(ref.tenantId, ref.networkId, {
          query: `${step.task} ${document.task}`,
          filter: { visibleTo: { sessionId: document.sessionId } },
          maxTokens: REMEMBERED_TOKENS,
        })
        .then(({ pack }) => pack));
  }
}

function inputFrom({ agent_type, summary, output, tainted }: StepResult): StepInput {
  return tainted === true ? { agentType: agent_type, summary, output, tainted } : { agentType: agent_type, summary, output };
}
