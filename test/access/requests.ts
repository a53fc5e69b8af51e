/** What a route is sent to do its work, and how it answers whoever may ask for it. */
export interface ProbeRequest {
  body?: unknown;
  type?: 'text/csv' | 'application/x-ndjson';
  /** Where it is not 200. */
  status?: number;
  /** The path parameter whose thing is used up by it, so that each call needs another. */
  uses?: string;
  query?: string;
  /** Where one who may ask finds none of the other tenant's things: instead of 404. */
  foreign?: number;
}

const task = { task: 'Wait', auto_start: false };
const memory = { content: 'The mill was sold', type: 'fact' };

/** What each message is sent beside the key and `network_id`, and the id of a thing where it asks for one. */
export const MESSAGES: Readonly<Record<string, { data?: object; thing?: string; isOfNoNetwork?: true }>> = {
  'mesh.networks.create': { data: { name: 'n' }, isOfNoNetwork: true },
  'mesh.networks.get': {},
  'mesh.agents.list': {},
  'mesh.tasks.submit': { data: task },
  'mesh.tasks.get': { thing: 'task_id' },
  'mesh.tasks.cancel': { thing: 'task_id' },
  'mesh.memory.add': { data: memory },
  'mesh.memory.search': { data: { query: 'mill' } },
  'mesh.memory.context': { data: { query: 'mill' } },
  'mesh.models.generate': { data: { prompt: 'Hi' }, isOfNoNetwork: true },
  'mesh.models.stream': { data: { prompt: 'Hi' }, isOfNoNetwork: true },
  'mesh.models.estimate': { data: { prompt: 'Hi' }, isOfNoNetwork: true },
  'mesh.safety.check': { data: { content: 'Hi' }, isOfNoNetwork: true },
  'mesh.safety.sanitize': { data: { content: 'Hi' }, isOfNoNetwork: true },
  'mesh.health': { isOfNoNetwork: true },
};

/** A request for each route that needs more than its path, or answers with another status than 200. */
export const REQUESTS: Readonly<Record<string, ProbeRequest>> = {
  'POST /safety/check': { body: { content: 'Hi' } },
  'POST /safety/sanitize': { body: { content: 'Hi' } },
  'PUT /safety/policy': { body: {} },
  'PUT /security/input-policy': { body: {} },
  'POST /security/api-keys': { body: { name: 'n', user_id: 'u', role: 'viewer' }, status: 201 },
  'PATCH /security/api-keys/:keyId': { body: { name: 'new' } },
  'POST /security/api-keys/:keyId/rotate': { body: {} },
  'DELETE /security/api-keys/:keyId': { uses: 'keyId' },
  'PUT /security/rate-limits': { body: { tasks_per_minute: null } },
  'PUT /security/rate-limits/platform': { body: {} },
  'GET /security/erasure/:erasureId': { status: 404 },
  'GET /security/export': { query: '?user_id=nobody' },
  'POST /security/erasure': { body: { network_id: 'network_nothing' }, status: 404 },
  'DELETE /networks/:networkId': { status: 202, uses: 'networkId' },
  'PUT /security/retention-policy': { body: {} },
  'POST /security/retention-policy/sweeps': { body: { dry_run: true }, status: 202 },
  'POST /networks': { body: { name: 'n' }, status: 201 },
  'GET /networks/:networkId/ws': { status: 426 },
  'PATCH /networks/:networkId': { body: { name: 'n' } },
  'POST /networks/:networkId/agents': { body: { name: 'n', type: 'content' }, status: 201 },
  'DELETE /networks/:networkId/agents/:agentId': { status: 204, uses: 'agentId' },
  'POST /networks/:networkId/memories': { body: memory, status: 201 },
  'POST /networks/:networkId/memories/batch': { body: { memories: [memory] }, status: 201 },
  'POST /networks/:networkId/memories/import': { body: `${JSON.stringify(memory)}\n`, type: 'application/x-ndjson' },
  'POST /networks/:networkId/memories/context': { body: { query: 'mill' } },
  'GET /networks/:networkId/memories/search': { query: '?query=mill' },
  'PATCH /networks/:networkId/memories/:memoryId': { body: { importance: 0.5 } },
  'DELETE /networks/:networkId/memories/:memoryId': { status: 204, uses: 'memoryId' },
  'POST /networks/:networkId/sessions': { body: { user_id: 'u' }, status: 201 },
  'PATCH /networks/:networkId/sessions/:sessionId': { body: {} },
  'DELETE /networks/:networkId/sessions/:sessionId': { status: 204, uses: 'sessionId' },
  'POST /networks/:networkId/datasets': { body: 'a,b\n1,2\n', type: 'text/csv', status: 201 },
  'DELETE /networks/:networkId/datasets/:datasetId': { status: 204, uses: 'datasetId' },
  'POST /networks/:networkId/tasks': { body: task, status: 202 },
  'POST /networks/:networkId/tasks/stream': { body: { task: 'Say hello' } },
  'POST /networks/:networkId/tasks/batch': { body: { tasks: [task] }, status: 207 },
  'POST /networks/:networkId/tasks/:taskId/process': { body: {}, status: 202, uses: 'taskId' },
  'POST /networks/:networkId/tasks/:taskId/cancel': { body: {}, status: 202, uses: 'taskId' },
  'POST /networks/:networkId/tasks/:taskId/retry': { body: {}, status: 409 },
  'POST /networks/:networkId/tasks/:taskId/steps/:stepId/approval': { body: { decision: 'approve' }, status: 404 },
  'POST /networks/:networkId/dead-letters/replay': { body: {}, status: 207 },
  'POST /networks/:networkId/pause': { body: {}, uses: 'networkId' },
  'POST /networks/:networkId/resume': { body: {} },
  'POST /batches/:batchId/cancel': { body: {}, status: 202 },
  'POST /generate': { body: { prompt: 'Hi' } },
  'POST /generate/estimate': { body: { prompt: 'Hi' } },
  'POST /generate/batch': { body: { requests: [{ prompt: 'Hi' }] }, status: 207 },
  'POST /generate/stream': { body: { prompt: 'Hi' } },
  'POST /v1/chat/completions': { body: { model: 'sandbox', messages: [{ role: 'user', content: 'Hi' }] } },
  'GET /budgets/:scope/:budgetId': { status: 404 },
  'PUT /budgets/:scope/:budgetId': { body: { limit_usd: 1, period: 'day' } },
  'DELETE /budgets/:scope/:budgetId': { status: 204 },
  'GET /v1/models/*': { status: 404 },
  'ALL /v1/*': { status: 404 },
};
