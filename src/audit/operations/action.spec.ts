import { actionOfMessage, actionOfRoute } from './action';

describe('the action of a route', () => {
  it.each([
    ['POST', '/api/mesh/networks', 'networks.create', undefined],
    ['GET', '/api/mesh/networks', 'networks.list', undefined],
    ['GET', '/api/mesh/networks/:networkId', 'networks.get', 'networkId'],
    ['PATCH', '/api/mesh/networks/:networkId', 'networks.update', 'networkId'],
    ['POST', '/api/mesh/networks/:networkId/pause', 'networks.pause', 'networkId'],
    ['POST', '/api/mesh/networks/:networkId/tasks', 'tasks.create', undefined],
    ['POST', '/api/mesh/networks/:networkId/tasks/batch', 'tasks.batch', 'networkId'],
    ['POST', '/api/mesh/networks/:networkId/tasks/:taskId/cancel', 'tasks.cancel', 'taskId'],
    ['POST', '/api/mesh/networks/:networkId/tasks/:taskId/steps/:stepId/approval', 'steps.approval', 'stepId'],
    ['GET', '/api/mesh/tasks/:taskId/events', 'tasks.events', 'taskId'],
    ['GET', '/api/mesh/networks/:networkId/memories/search', 'memories.search', 'networkId'],
    ['DELETE', '/api/mesh/networks/:networkId/memories/:memoryId', 'memories.delete', 'memoryId'],
    ['PUT', '/api/mesh/budgets/:scope/:budgetId', 'budgets.set', 'scope'],
    ['POST', '/api/mesh/security/api-keys/:keyId/rotate', 'api-keys.rotate', 'keyId'],
    ['POST', '/api/mesh/generate', 'generate', undefined],
    ['POST', '/api/mesh/generate/stream', 'generate.stream', undefined],
    ['POST', '/v1/chat/completions', 'chat.completions', undefined],
    ['GET', '/api/mesh/stats/cost', 'stats.cost', undefined],
  ])('%s %s is %s', (method, template, name, idParameter) => {
    expect(actionOfRoute(method, template)).toMatchObject({ name, ...(idParameter === undefined ? {} : { idParameter }) });
    expect(actionOfRoute(method, template).idParameter).toBe(idParameter);
  });
});

describe('the action of a message', () => {
  it('is its pattern without the name of the mesh', () => {
    expect(actionOfMessage('mesh.tasks.submit')).toEqual({ name: 'tasks.submit', kind: 'tasks' });
  });
});
