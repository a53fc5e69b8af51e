import type { HealthRpc } from '../../health/health.rpc';
import type { ContextRpc } from '../../memory/context/context.rpc';
import type { PackContextDto } from '../../memory/context/dto/pack-context.dto';
import type { SearchMemoriesQuery } from '../../memory/dto/memory.query';
import type { MemoryRpc } from '../../memory/memory.rpc';
import type { ModelsRpc } from '../../models/models.rpc';
import type { SanitizeContentDto } from '../../models/safety/dto/safety.dto';
import type { SafetyRpc } from '../../models/safety/safety.rpc';
import type { NetworksRpc } from '../../networks/networks.rpc';
import type { AnswerOf } from '../answer-of';
import type { AddMemory } from '../resources/memories';
import type { Generate, Generated, GenerateStreamEvent } from '../resources/models';
import type { CreatedNetwork, CreateNetwork } from '../resources/networks';
import type { SubmitTask, Task, TaskReceipt } from '../resources/tasks';
import type { CallOptions } from '../transport/call';
import type { MessageTransport } from './message-transport';

/** Milliseconds that a model has by default. */
const GENERATE_MS = 120_000;

/** The calls of a mesh over Redis messages: those of `MeshClient` for which there is a pattern, with the same bodies, answers and errors. */
export class MeshRpcClient {
  constructor(private readonly transport: MessageTransport) {}

  readonly networks = {
    create: (network: CreateNetwork, options?: CallOptions) => this.create<CreatedNetwork>('mesh.networks.create', network, options),
    get: (networkId: string, options?: CallOptions) =>
      this.look<AnswerOf<NetworksRpc['get']>>('mesh.networks.get', { network_id: networkId }, options),
  };

  readonly agents = {
    list: (networkId: string, options?: CallOptions) =>
      this.look<AnswerOf<NetworksRpc['agents']>>('mesh.agents.list', { network_id: networkId }, options),
  };

  readonly tasks = {
    submit: (networkId: string, task: SubmitTask, options?: CallOptions) =>
      this.create<TaskReceipt>('mesh.tasks.submit', { ...task, network_id: networkId }, options),
    get: (networkId: string, taskId: string, options?: CallOptions) =>
      this.look<Task>('mesh.tasks.get', { network_id: networkId, task_id: taskId }, options),
    cancel: (networkId: string, taskId: string, options?: CallOptions) =>
      this.look<TaskReceipt>('mesh.tasks.cancel', { network_id: networkId, task_id: taskId }, options),
  };

  readonly memories = {
    add: (networkId: string, memory: AddMemory, options?: CallOptions) =>
      this.create<AnswerOf<MemoryRpc['add']>>('mesh.memory.add', { ...memory, network_id: networkId }, options),
    search: (networkId: string, query: Pick<SearchMemoriesQuery, 'query'> & Partial<SearchMemoriesQuery>, options?: CallOptions) =>
      this.look<AnswerOf<MemoryRpc['search']>>('mesh.memory.search', { ...query, network_id: networkId }, options),
    context: (networkId: string, body: PackContextDto, options?: CallOptions) =>
      this.look<AnswerOf<ContextRpc['pack']>>('mesh.memory.context', { ...body, network_id: networkId }, options),
  };

  readonly models = {
    /** Paid once however often it is sent. A `timeout_ms` in the body is that of the call. */
    generate: ({ timeout_ms: timeoutMs = GENERATE_MS, ...request }: Generate, options?: CallOptions) =>
      this.transport.ask<Generated>({ pattern: 'mesh.models.generate', data: request, safety: 'create', timeoutMs }, options),
    /** The answer as it is written; `done` is the last. A `timeout_ms` in the body is that of the whole. Asked once: a repetition would be paid again. */
    stream: ({ timeout_ms: timeoutMs = GENERATE_MS, ...request }: Generate, options?: CallOptions) =>
      this.transport.stream<GenerateStreamEvent>({ pattern: 'mesh.models.stream', data: request, safety: 'once', timeoutMs }, options),
    estimate: (request: Generate, options?: CallOptions) =>
      this.look<AnswerOf<ModelsRpc['estimate']>>('mesh.models.estimate', request, options),
  };

  readonly safety = {
    check: (content: string, options?: CallOptions) => this.look<AnswerOf<SafetyRpc['check']>>('mesh.safety.check', { content }, options),
    sanitize: (body: SanitizeContentDto, options?: CallOptions) =>
      this.look<AnswerOf<SafetyRpc['sanitize']>>('mesh.safety.sanitize', body, options),
  };

  /** How the replica is that answers. */
  health(options?: CallOptions): Promise<AnswerOf<HealthRpc['read']>> {
    return this.look('mesh.health', {}, options);
  }

  private create<T>(pattern: string, data: object, options?: CallOptions): Promise<T> {
    return this.transport.ask({ pattern, data, safety: 'create' }, options);
  }

  private look<T>(pattern: string, data: object, options?: CallOptions): Promise<T> {
    return this.transport.ask({ pattern, data, safety: 'repeat' }, options);
  }
}
