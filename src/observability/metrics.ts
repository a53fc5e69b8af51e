import type { Provider } from '@nestjs/common';
import { makeCounterProvider, makeGaugeProvider, makeHistogramProvider } from '@willsoto/nestjs-prometheus';

/** Seconds; from a Redis round trip to the longest task. */
const LATENCY_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const REDIS_BUCKETS = [0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5];
const WORK_BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600];
/** Seconds; from a second to the thirty days a session may go unused. */
const SESSION_BUCKETS = [1, 10, 60, 300, 900, 3600, 4 * 3600, 86_400, 7 * 86_400, 30 * 86_400];
const ITEM_BUCKETS = [0, 1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000];
const RATIO_BUCKETS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** The name of every metric of the service; an id is never a label. */
export const METRIC = {
  httpRequestSeconds: 'ai_mesh_http_request_seconds',
  tasks: 'ai_mesh_tasks_total',
  taskSeconds: 'ai_mesh_task_processing_seconds',
  taskQueueSize: 'ai_mesh_task_queue_size',
  scheduleWaiting: 'ai_mesh_schedule_waiting_tasks',
  scheduleOldest: 'ai_mesh_schedule_oldest_wait_seconds',
  scheduleInFlight: 'ai_mesh_schedule_in_flight_tasks',
  scheduleWindow: 'ai_mesh_schedule_window_tasks',
  agentTasks: 'ai_mesh_agent_tasks_total',
  agentSeconds: 'ai_mesh_agent_processing_seconds',
  agentConfidence: 'ai_mesh_agent_confidence',
  agentFailures: 'ai_mesh_agent_failures_total',
  agentCost: 'ai_mesh_agent_cost_total',
  modelUsage: 'ai_mesh_model_usage_total',
  modelTokens: 'ai_mesh_model_tokens_total',
  modelCost: 'ai_mesh_model_cost_total',
  modelErrors: 'ai_mesh_model_errors_total',
  modelCacheRequests: 'ai_mesh_model_cache_requests_total',
  embeddingRequests: 'ai_mesh_embedding_requests_total',
  embeddingSeconds: 'ai_mesh_embedding_processing_seconds',
  vectorSearchSeconds: 'ai_mesh_vector_search_seconds',
  memoryRetrievalSeconds: 'ai_mesh_memory_retrieval_seconds',
  longTermPromotions: 'ai_mesh_long_term_promotions_total',
  longTermPending: 'ai_mesh_long_term_pending',
  databaseSeconds: 'ai_mesh_database_seconds',
  cleanupRemoved: 'ai_mesh_cleanup_removed_total',
  cleanupFailures: 'ai_mesh_cleanup_failures_total',
  cleanupSeconds: 'ai_mesh_cleanup_seconds',
  cleanupLastSuccess: 'ai_mesh_cleanup_last_success_timestamp_seconds',
  cleanupLag: 'ai_mesh_cleanup_lag_seconds',
  cleanupNetworks: 'ai_mesh_cleanup_networks',
  memoryBodyBytes: 'ai_mesh_memory_body_bytes_total',
  memoryBytesSaved: 'ai_mesh_memory_bytes_saved_total',
  sessionsActive: 'ai_mesh_sessions_active',
  sessionsCreated: 'ai_mesh_sessions_created_total',
  sessionsExpired: 'ai_mesh_sessions_expired_total',
  sessionsEnded: 'ai_mesh_sessions_ended_total',
  sessionsDuration: 'ai_mesh_sessions_duration_seconds',
  sessionsItems: 'ai_mesh_sessions_items',
  redisUp: 'ai_mesh_redis_up',
  redisCommandSeconds: 'ai_mesh_redis_command_seconds',
  redisUnanswered: 'ai_mesh_redis_unanswered_commands_total',
  redisConnections: 'ai_mesh_redis_connections',
  redisReconnects: 'ai_mesh_redis_reconnects_total',
  redisBreakerOpen: 'ai_mesh_redis_breaker_open',
} as const;

/** Declares every metric once; what records one injects it by its name. */
export const metricProviders: Provider[] = [
  makeHistogramProvider({
    name: METRIC.httpRequestSeconds,
    help: 'Seconds from routing an HTTP request to its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: LATENCY_BUCKETS,
  }),
  makeCounterProvider({ name: METRIC.tasks, help: 'Tasks that reached a status', labelNames: ['status'] }),
  makeHistogramProvider({
    name: METRIC.taskSeconds,
    help: 'Seconds from submitting a task to its final status',
    labelNames: ['task_type'],
    buckets: WORK_BUCKETS,
  }),
  makeGaugeProvider({ name: METRIC.taskQueueSize, help: 'Tasks that wait to be begun', labelNames: [] }),
  makeGaugeProvider({ name: METRIC.scheduleWaiting, help: 'Tasks that wait for a slot, by priority', labelNames: ['priority'] }),
  makeGaugeProvider({ name: METRIC.scheduleOldest, help: 'Seconds for which the task that waits longest has', labelNames: [] }),
  makeGaugeProvider({ name: METRIC.scheduleInFlight, help: 'Tasks that hold a slot', labelNames: [] }),
  makeGaugeProvider({ name: METRIC.scheduleWindow, help: 'Tasks that may hold a slot, by what the workers can take', labelNames: [] }),
  makeCounterProvider({ name: METRIC.agentTasks, help: 'Steps by agent type and outcome', labelNames: ['agent_type', 'status'] }),
  makeHistogramProvider({
    name: METRIC.agentSeconds,
    help: 'Seconds an agent worked on a step',
    labelNames: ['agent_type'],
    buckets: WORK_BUCKETS,
  }),
  makeHistogramProvider({
    name: METRIC.agentConfidence,
    help: 'Confidence of finished steps (0-1)',
    labelNames: ['agent_type'],
    buckets: RATIO_BUCKETS,
  }),
  makeCounterProvider({
    name: METRIC.agentFailures,
    help: 'Attempts of agents that failed, by kind of failure (unavailable, timeout, invalid, internal and so on)',
    labelNames: ['agent_type', 'kind'],
  }),
  makeCounterProvider({
    name: METRIC.agentCost,
    help: 'US dollars that the model answers of finished steps cost, where the price is known',
    labelNames: ['agent_type'],
  }),
  makeCounterProvider({ name: METRIC.modelUsage, help: 'Model calls that answered', labelNames: ['model'] }),
  makeCounterProvider({ name: METRIC.modelTokens, help: 'Tokens billed', labelNames: ['model', 'token_type'] }),
  makeCounterProvider({ name: METRIC.modelCost, help: 'US dollars billed, where the price is known', labelNames: ['model'] }),
  makeCounterProvider({ name: METRIC.modelErrors, help: 'Model calls that failed', labelNames: ['model', 'error_type'] }),
  makeCounterProvider({
    name: METRIC.modelCacheRequests,
    help: 'Requests that wanted the answer cache, by what it did for them (exact, similar, shared, miss, unavailable)',
    labelNames: ['outcome'],
  }),
  makeHistogramProvider({
    name: METRIC.memoryRetrievalSeconds,
    help: 'Seconds to answer a memory query',
    labelNames: ['query_type'],
    buckets: LATENCY_BUCKETS,
  }),
  makeCounterProvider({
    name: METRIC.longTermPromotions,
    help: 'Long-term memories on their way to the database, by outcome (stored, failed: tried again later)',
    labelNames: ['outcome'],
  }),
  makeGaugeProvider({
    name: METRIC.longTermPending,
    help: 'Networks whose long-term memory the database does not have as it is now',
    labelNames: [],
  }),
  makeHistogramProvider({
    name: METRIC.databaseSeconds,
    help: 'Seconds of a call to the database, refused ones included',
    labelNames: ['operation'],
    buckets: LATENCY_BUCKETS,
  }),
  makeCounterProvider({
    name: METRIC.cleanupRemoved,
    help: 'What the sweeper removed from memory, by kind: expired and left-over memories, keys of a dead-network, mended entries of an index, chores of others',
    labelNames: ['kind'],
  }),
  makeCounterProvider({ name: METRIC.cleanupFailures, help: 'Networks that the sweeper could not sweep, and tries again', labelNames: [] }),
  makeHistogramProvider({
    name: METRIC.cleanupSeconds,
    help: 'Seconds of one turn of the sweeper',
    labelNames: [],
    buckets: LATENCY_BUCKETS,
  }),
  makeGaugeProvider({
    name: METRIC.cleanupLastSuccess,
    help: 'When the sweeper last finished a turn, in the process that leads; 0 in the others',
    labelNames: [],
  }),
  makeGaugeProvider({ name: METRIC.cleanupLag, help: 'Seconds by which the sweeper is late, in the process that leads', labelNames: [] }),
  makeGaugeProvider({ name: METRIC.cleanupNetworks, help: 'Networks whose memory the sweeper cares for', labelNames: [] }),
  makeCounterProvider({
    name: METRIC.embeddingRequests,
    help: 'Requests for embeddings, each of up to 96 texts, by how they went (answered, or the code of the failure)',
    labelNames: ['model', 'outcome'],
  }),
  makeHistogramProvider({
    name: METRIC.embeddingSeconds,
    help: 'Seconds a request for embeddings took',
    labelNames: ['model'],
    buckets: LATENCY_BUCKETS,
  }),
  makeHistogramProvider({
    name: METRIC.vectorSearchSeconds,
    help: 'Seconds to find the memories nearest to a query among the vectors of a network',
    labelNames: [],
    buckets: REDIS_BUCKETS,
  }),
  makeCounterProvider({
    name: METRIC.memoryBodyBytes,
    help: 'Bytes of memories handed to Redis, as they are stored, by codec (raw, deflate, deflate-dictionary-1, zstd)',
    labelNames: ['codec'],
  }),
  makeCounterProvider({ name: METRIC.memoryBytesSaved, help: 'Bytes that compressing memories saved', labelNames: [] }),
  makeGaugeProvider({ name: METRIC.sessionsActive, help: 'Sessions that are not over, over all replicas', labelNames: [] }),
  makeCounterProvider({ name: METRIC.sessionsCreated, help: 'Sessions begun' }),
  makeCounterProvider({ name: METRIC.sessionsExpired, help: 'Sessions that nobody used for their whole time to live' }),
  makeCounterProvider({ name: METRIC.sessionsEnded, help: 'Sessions that somebody ended' }),
  makeHistogramProvider({
    name: METRIC.sessionsDuration,
    help: 'Seconds from the beginning of a session to its end',
    buckets: SESSION_BUCKETS,
  }),
  makeHistogramProvider({
    name: METRIC.sessionsItems,
    help: 'What a session owned at its end, by kind (memories, tasks)',
    labelNames: ['kind'],
    buckets: ITEM_BUCKETS,
  }),
  makeGaugeProvider({ name: METRIC.redisUp, help: '1 while the command connection to Redis is ready, else 0', labelNames: [] }),
  makeHistogramProvider({
    name: METRIC.redisCommandSeconds,
    help: 'Seconds from a command to its answer, by the role of its connection (commands, blocking, subscribe)',
    labelNames: ['role'],
    buckets: REDIS_BUCKETS,
  }),
  makeCounterProvider({
    name: METRIC.redisUnanswered,
    help: 'Commands without an answer: deadline (sent in vain), breaker, disconnected or queue-full (refused at once)',
    labelNames: ['role', 'reason'],
  }),
  makeGaugeProvider({
    name: METRIC.redisConnections,
    help: 'Connections to Redis by role and state (ready, connecting, idle, closed); in a Cluster one for each node',
    labelNames: ['role', 'state'],
  }),
  makeCounterProvider({ name: METRIC.redisReconnects, help: 'Connections to Redis that were lost and made anew', labelNames: ['role'] }),
  makeGaugeProvider({ name: METRIC.redisBreakerOpen, help: '1 while Redis stands still and commands are refused, else 0', labelNames: [] }),
];
