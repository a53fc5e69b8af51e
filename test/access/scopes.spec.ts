import { ROLE_SCOPES, ROLES } from '../../src/security/access/roles';
import { Mesh } from '../mesh';
import { declaredHandlers, servedRoutes } from './declared';

/** What anyone may read: probes, metrics, documentation. */
const PUBLIC = /^GET (\/metrics|(\/api\/mesh)?\/health(\/live|\/ready)?|\/openapi\.json|\/docs(\/.*)?|\/docs\*)$/;

describe('every way into the service', () => {
  let mesh: Mesh;
  let handlers: ReturnType<typeof declaredHandlers>;
  beforeAll(async () => {
    mesh = await Mesh.start();
    handlers = declaredHandlers(mesh.app);
  });
  afterAll(() => mesh.stop());

  it('declares the scope it asks for, or is one of the few that anyone may use', () => {
    const all = [...handlers.routes, ...handlers.messages];
    expect(all.length).toBeGreaterThan(60);
    expect(all.filter(({ scope, isPublic }) => (scope === undefined) !== isPublic).map(({ name }) => name)).toEqual([]);
    expect(handlers.messages.filter(({ isPublic }) => isPublic)).toEqual([]);
  });

  it('is known as a handler with a scope: the server answers nothing else', () => {
    const served = servedRoutes(mesh.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }));
    expect(served).toContain('GET /api/mesh/networks/:networkId/memories');
    const declared = new Set(handlers.routes.map(({ name }) => name));
    const plain = (name: string) => name.replace(/ \/api\/mesh(?=\/)/, ' ').replace(/(?<!\/)\*$/, '/*');
    const strange = served.filter((name) => !declared.has(plain(name)) && !declared.has(name) && !PUBLIC.test(name));
    expect(strange).toEqual([]);
  });

  it('is open to a role if it is open to the one below', () => {
    for (const [index, role] of ROLES.slice(1).entries()) {
      const below = ROLE_SCOPES[ROLES[index] as keyof typeof ROLE_SCOPES];
      expect(ROLE_SCOPES[role]).toEqual(expect.arrayContaining([...below]));
    }
  });
});
