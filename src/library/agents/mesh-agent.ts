import { AgentFactory, type AgentResult, type AgentTask } from '../../agents';
import { MeshError } from '../../errors';
import { ContextService, packMemories } from '../../memory';
import type { AgentParameters } from '../../networks';
import { newId, newIdIn } from '../../redis';
import { networkIdOf, textOf, wholeNumberOf, type MeshParts } from '../mesh';

const MAX_TASK = 100_000;
const REMEMBERED_TOKENS = 2_000;
const DEFAULT_TIMEOUT_MS = 120_000;
const MAX_TIMEOUT_MS = 3_600_000;

/** What an agent is given beside the words of its task. */
export interface TaskOptions {
  /** Facts and data of the task; `context.task_type` names the kind of work, where the words leave it open. */
  context?: Readonly<Record<string, unknown>>;
  /** A network whose memories the agent recalls and whose budget pays; without one it remembers nothing. */
  networkId?: string;
  userId?: string;
  /** Pins `model` or `provider/model`. */
  model?: string;
  parameters?: Pick<AgentParameters, 'temperature' | 'maxTokens' | 'instructions'>;
  /** Default 120,000 ms. */
  timeoutMs?: number;
  /** Aborts the work. */
  signal?: AbortSignal;
}

/** One built-in agent: each call is one step of work. */
export abstract class MeshAgent {
  /** As networks name it. */
  protected abstract readonly type: string;

  constructor(private readonly parts: MeshParts) {}

  /**
   * Does a task. The result says how sure it is and why; it is kept nowhere, its `memories` are the application's to store.
   * @throws MeshError of the models, of kind `timeout` or `invalid` naming the field; `approval-required` where data of the task reads like
   * instructions to an AI and the agent would write more than its answer
   */
  async processTask(task: string, options: TaskOptions = {}): Promise<AgentResult> {
    const words = textOf(task, 'task', MAX_TASK);
    const timeoutMs = wholeNumberOf(options.timeoutMs ?? DEFAULT_TIMEOUT_MS, 'timeoutMs', 1, MAX_TIMEOUT_MS);
    const networkId = options.networkId === undefined ? undefined : networkIdOf(options.networkId);
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(options.signal ? [options.signal] : [])]);
    const step = this.stepOf(words, networkId, options, signal);
    const config = {
      ...{ agentId: newIdIn('agent', step.networkId), networkId: step.networkId, name: this.type, type: this.type },
      ...{ parameters: options.parameters ?? {}, capabilities: [], status: 'active' as const, createdAt: new Date().toISOString() },
    };
    try {
      return await this.parts.get(AgentFactory).agentFor(config).processTask(step, config);
    } catch (error) {
      if ((signal.reason as Error | undefined)?.name !== 'TimeoutError') throw error;
      throw new MeshError('timeout', 'task-timeout', `the ${this.type} agent was not done in ${timeoutMs} ms`, { cause: error });
    }
  }

  /** A step of a task of its own, in a network that holds nothing where none is named. */
  private stepOf(task: string, networkId: string | undefined, options: TaskOptions, signal: AbortSignal): AgentTask {
    const { tenantId } = this.parts;
    const place = networkId ?? newId('network');
    let isTainted = false;
    return {
      ...{ tenantId, networkId: place, taskId: newIdIn('task', place), stepId: 'step_1', agentType: this.type },
      ...{ goal: task, task, context: options.context ?? {}, inputs: {}, signal },
      ...(options.model === undefined ? {} : { model: options.model }),
      ...(options.userId === undefined ? {} : { userId: options.userId }),
      recall: async () => {
        if (networkId === undefined) return packMemories([], 0, { maxTokens: 0, count: () => 0, mark: '' });
        const asked = { query: task, filter: {}, maxTokens: REMEMBERED_TOKENS };
        return (await this.parts.get(ContextService).pack(tenantId, networkId, asked)).pack;
      },
      journal: {
        through: async (_question, ask) => {
          const answer = await ask([]);
          isTainted ||= answer.tainted === true;
          return answer;
        },
      },
      permit: async (effect) => {
        if (isTainted)
          throw new MeshError('forbidden', 'approval-required', `data of this task reads like instructions to an AI: no ${effect}`);
      },
    };
  }
}
