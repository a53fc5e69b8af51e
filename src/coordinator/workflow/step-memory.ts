import { Injectable, Logger } from '@nestjs/common';
import type { AgentResult, AgentTask } from '../../agents';
import { ContextService, MemoryService, SessionsService } from '../../memory';
import { NetworksService, type AgentConfig } from '../../networks';
import { inputStepsOf, type PlannedStep } from '../plan/plan';
import type { TaskRecord } from './task';

/** Tokens of what an agent is given of the memory for one step. */
const REMEMBERED_TOKENS = 2_000;

/** What an agent knows when it begins a step, and what the network remembers of it afterwards. */
@Injectable()
export class StepMemory {
  private readonly logger = new Logger(StepMemory.name);

  constructor(
    private readonly networks: NetworksService,
    private readonly memory: MemoryService,
    private readonly contexts: ContextService,
    private readonly sessions: SessionsService,
  ) {}

  /** The input of a step: its task, the context, the results it depends on and what is remembered. */
  async inputOf(task: TaskRecord, step: PlannedStep, signal: AbortSignal): Promise<Omit<AgentTask, 'paid'>> {
    const { ref, document } = task;
    // A session lives as long as its tasks get on.
    if (document.sessionId !== undefined) this.sessions.touch(ref, document.sessionId);
    const asked = {
      query: `${step.task} ${document.task}`,
      filter: { visibleTo: { sessionId: document.sessionId } },
      maxTokens: REMEMBERED_TOKENS,
    };
    const [network, { pack }] = await Promise.all([
      this.networks.get(ref.tenantId, ref.networkId),
      this.contexts.pack(ref.tenantId, ref.networkId, asked),
    ]);
    const inputs: AgentTask['inputs'] = Object.fromEntries(
      inputStepsOf(task.plan ?? { steps: [] }, step).flatMap((dependency) => {
        const result = task.steps.get(dependency)?.result;
        return result ? [[dependency, { agentType: result.agent_type, summary: result.summary, output: result.output }]] : [];
      }),
    );
    return {
      ...ref,
      stepId: step.stepId,
      goal: document.task,
      task: step.task,
      expectedOutput: step.expectedOutput,
      reviews: step.reviews,
      context: { ...network.sharedContext, ...document.context },
      inputs,
      remembered: pack,
      model: document.model,
      userId: document.createdBy,
      keyId: document.keyId,
      signal,
    };
  }

  /** A memory that cannot be kept does not undo the step: it is stored already. */
  async remember({ ref, document }: TaskRecord, step: PlannedStep, agent: AgentConfig, result: AgentResult): Promise<void> {
    const { tenantId, networkId, taskId } = ref;
    const provenance = { source: 'agent' as const, agentType: agent.type, taskId, stepId: step.stepId };
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
}
