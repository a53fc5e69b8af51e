import { Injectable, Logger } from '@nestjs/common';
import type { AgentResult, AgentTask } from '../../agents';
import { MemoryService, SessionsService } from '../../memory';
import { NetworksService, type AgentConfig } from '../../networks';
import type { PlannedStep } from '../plan/plan';
import type { TaskRecord } from './task';

/** Memories an agent is given for one step. */
const RECALLED = 5;

/** What an agent knows when it begins a step, and what the network remembers of it afterwards. */
@Injectable()
export class StepMemory {
  private readonly logger = new Logger(StepMemory.name);

  constructor(
    private readonly networks: NetworksService,
    private readonly memory: MemoryService,
    private readonly sessions: SessionsService,
  ) {}

  /** The input of a step: its task, the context, the results it depends on and what is remembered. */
  async inputOf(task: TaskRecord, step: PlannedStep, signal: AbortSignal): Promise<Omit<AgentTask, 'paid'>> {
    const { ref, document } = task;
    // A session lives as long as its tasks get on.
    if (document.sessionId !== undefined) this.sessions.touch(ref, document.sessionId);
    const [network, recalled] = await Promise.all([
      this.networks.get(ref.tenantId, ref.networkId),
      this.memory.recall(ref.tenantId, ref.networkId, `${step.task} ${document.task}`, { sessionId: document.sessionId }, RECALLED),
    ]);
    const inputs: AgentTask['inputs'] = Object.fromEntries(
      step.dependsOn.flatMap((dependency) => {
        const result = task.steps.get(dependency)?.result;
        return result ? [[dependency, { agentType: result.agent_type, summary: result.summary, output: result.output }]] : [];
      }),
    );
    return {
      ...ref,
      stepId: step.stepId,
      goal: document.task,
      task: step.task,
      context: { ...network.sharedContext, ...document.context },
      inputs,
      recalled: recalled.map(({ memory }) => memory),
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
