import type { HealthSummary } from '../health/health-summary';
import type { AnswerOf } from './answer-of';
import { AgentsApi } from './resources/agents';
import { AuditApi } from './resources/audit';
import { BatchesApi } from './resources/batches';
import { BudgetsApi } from './resources/budgets';
import { DatasetsApi } from './resources/datasets';
import { ErasuresApi } from './resources/erasures';
import { KeysApi } from './resources/keys';
import { MemoriesApi } from './resources/memories';
import { ModelsApi } from './resources/models';
import { NetworksApi } from './resources/networks';
import { RetentionApi } from './resources/retention';
import { SafetyApi } from './resources/safety';
import { SessionsApi } from './resources/sessions';
import { StatsApi } from './resources/stats';
import { TasksApi } from './resources/tasks';
import type { CallOptions } from './transport/call';
import { Transport, type MeshClientOptions } from './transport/transport';

/** How a replica says it is. */
export type Health = AnswerOf<HealthSummary['read']>;

/**
 * A client of an AI Mesh over REST and streams, for Node 20 and browsers; it needs nothing but `fetch`. Every call has a time limit, takes an
 * `AbortSignal`, and is repeated where that is harmless. @throws MeshApiError for a refusal, MeshConnectionError where there was no answer.
 */
export class MeshClient {
  readonly networks: NetworksApi;
  readonly agents: AgentsApi;
  readonly tasks: TasksApi;
  readonly batches: BatchesApi;
  readonly memories: MemoriesApi;
  readonly sessions: SessionsApi;
  readonly datasets: DatasetsApi;
  readonly models: ModelsApi;
  readonly safety: SafetyApi;
  readonly stats: StatsApi;
  readonly budgets: BudgetsApi;
  readonly keys: KeysApi;
  readonly audit: AuditApi;
  readonly retention: RetentionApi;
  readonly erasures: ErasuresApi;
  private readonly transport: Transport;

  constructor(options: MeshClientOptions) {
    const transport = new Transport(options);
    this.transport = transport;
    this.networks = new NetworksApi(transport);
    this.agents = new AgentsApi(transport);
    this.tasks = new TasksApi(transport);
    this.batches = new BatchesApi(transport);
    this.memories = new MemoriesApi(transport);
    this.sessions = new SessionsApi(transport);
    this.datasets = new DatasetsApi(transport);
    this.models = new ModelsApi(transport);
    this.safety = new SafetyApi(transport);
    this.stats = new StatsApi(transport);
    this.budgets = new BudgetsApi(transport);
    this.keys = new KeysApi(transport);
    this.audit = new AuditApi(transport);
    this.retention = new RetentionApi(transport);
    this.erasures = new ErasuresApi(transport);
  }

  /** How the replica that answers is; a problem where it cannot serve. */
  health(options?: CallOptions): Promise<Health> {
    return this.transport.json({ method: 'GET', path: '/health', safety: 'repeat' }, options);
  }
}
