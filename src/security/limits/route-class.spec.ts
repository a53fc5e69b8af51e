import { routeClassOf } from './route-class';

describe('routeClassOf', () => {
  it.each([
    ['GET', '/api/mesh/networks/:networkId/tasks', 'read'],
    ['POST', '/api/mesh/networks/:networkId/tasks', 'write'],
    ['DELETE', '/api/mesh/networks/:networkId', 'write'],
    ['GET', '/api/mesh/tasks/:taskId/events', 'stream'],
    ['POST', '/api/mesh/networks/:networkId/tasks/stream', 'stream'],
    ['POST', '/api/mesh/generate/stream', 'stream'],
    ['POST', '/api/mesh/generate/batch', 'generate'],
    ['POST', '/v1/chat/completions', 'generate'],
    ['POST', '/api/mesh/networks/:networkId/datasets', 'upload'],
    ['GET', '/api/mesh/networks/:networkId/datasets', 'read'],
    ['POST', '/api/mesh/networks/:networkId/memories/import', 'upload'],
    ['GET', '/api/mesh/security/api-keys', 'security'],
    ['PUT', '/api/mesh/security/rate-limits', 'security'],
  ])('%s %s is %s', (method, url, expected) => expect(routeClassOf(method, url)).toBe(expected));
});
