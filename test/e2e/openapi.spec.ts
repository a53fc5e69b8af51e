import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { declaredHandlers } from '../access/declared';
import { Mesh } from '../mesh';

type Json = Record<string, any>;

/** The OpenAPI Initiative's schema of such documents, as this package carries it. */
const OPENAPI_3_1 = join(__dirname, '../../node_modules/@seriousme/openapi-schema-validator/schemas/v3.1/schema.json');

/** Every place of the document that holds an example of a schema, with both. */
function* examplesIn(node: unknown, place = '#'): Generator<{ place: string; schema: Json; example: unknown }> {
  if (typeof node !== 'object' || node === null) return;
  const { schema, example, examples } = node as Json;
  if (schema !== undefined && example !== undefined) yield { place, schema: schema as Json, example };
  if (Array.isArray(examples)) for (const one of examples) yield { place, schema: node, example: one };
  for (const [name, child] of Object.entries(node)) {
    if (name !== 'example' && name !== 'examples') yield* examplesIn(child, `${place}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
}

describe('the OpenAPI document', () => {
  let mesh: Mesh;
  let document: Json;
  beforeAll(async () => {
    mesh = await Mesh.start();
    document = (await mesh.get('//openapi.json')).body as Json;
  });
  afterAll(() => mesh.stop());

  const operations = () =>
    Object.entries(document.paths as Json).flatMap(([path, methods]) =>
      Object.entries(methods as Json).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        operation: operation as Json,
      })),
    );

  it('is valid OpenAPI 3.1', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const validate = ajv.compile(JSON.parse(readFileSync(OPENAPI_3_1, 'utf8')) as object);
    expect(validate(document) ? [] : validate.errors).toEqual([]);
  });

  it('has every route of the app, and nothing else', () => {
    const plain = (name: string) => name.replace(/\{\w+\}|:\w+/g, '{}').replace(/\/\*\w*$/, '/{}');
    // What answers any method is the 404 of the other face.
    const declared = declaredHandlers(mesh.app).routes.filter(({ name }) => !name.startsWith('ALL '));
    const routes = declared.map(({ name }) => plain(name));
    const documented = operations().map(({ name }) => plain(name).replace(/ \/api\/mesh(?=\/)/, ' '));
    expect([...new Set(documented)].sort()).toEqual([...new Set(routes.map((name) => name.replace(/ \/api\/mesh(?=\/)/, ' ')))].sort());
  });

  it('has a name, a line for people, a tag and its failures for every operation', () => {
    const ids = operations().map(({ operation }) => operation.operationId as string);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z][A-Za-z]{2,40}$/.test(id))).toEqual([]);
    const tags = (document.tags as Json[]).map(({ name }) => name as string);
    for (const { name, operation } of operations()) {
      expect([name, operation.summary]).toEqual([name, expect.stringMatching(/^[A-Z].{5,120}[^.]$/)]);
      expect(tags).toContain(operation.tags[0]);
      const { responses, security } = operation as { responses: Json; security?: unknown };
      expect([name, Object.keys(responses).some((status) => /^[12]/.test(status))]).toEqual([name, true]);
      if (security === undefined) expect([name, '401' in responses || '4XX' in responses]).toEqual([name, true]);
    }
  });

  it('shows examples that its own schemas accept', () => {
    const ajv = new Ajv2020({ strict: false, validateSchema: false, validateFormats: false });
    ajv.addSchema(document, 'openapi.json');
    // Examples stand in schemas that refer to the components of the whole document.
    const absolute = (schema: Json) => JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi.json#/')) as Json;
    const checked = [...examplesIn(document)].map(({ place, schema, example }) => {
      const validate = ajv.compile(absolute(schema));
      return validate(example) ? undefined : `${place}: ${ajv.errorsText(validate.errors)}`;
    });
    expect(checked.length).toBeGreaterThan(200);
    expect(checked.filter((fault) => fault !== undefined)).toEqual([]);
  });

  it('shows bodies that the service takes', async () => {
    const { network_id } = (await mesh.post('/networks', { name: 'Examples' })).body as { network_id: string };
    const creating = ['POST /api/mesh/networks', 'POST /api/mesh/networks/{network_id}/memories', 'POST /api/mesh/generate/estimate'];
    for (const { name, operation } of operations().filter(({ name }) => creating.includes(name))) {
      const { example } = operation.requestBody.content['application/json'] as { example: unknown };
      const path = name.slice('POST /api/mesh'.length).replace('{network_id}', network_id);
      const { status } = await mesh.post(path, example);
      expect([name, status]).toEqual([name, expect.any(Number)]);
      expect(status).toBeLessThan(300);
    }
  });

  it('says which method a path takes to whoever used another', async () => {
    const answer = await mesh.call('DELETE', '/networks', undefined);
    expect([answer.status, answer.body.code, answer.headers.get('allow')]).toEqual([405, 'method-not-allowed', 'GET, HEAD, POST']);
    expect((await mesh.call('PUT', '/networks/x/memories/y?z=1', undefined)).headers.get('allow')).toBe('DELETE, GET, HEAD, PATCH');
    expect((await mesh.get('/nowhere')).status).toBe(404);
  });

  it('is shown as a page that loads nothing from elsewhere', async () => {
    const page = await mesh.get('//docs');
    const files = [...(page.body as string).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? '');
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      expect(file).not.toMatch(/^(?:https?:)?\/\//);
      expect((await mesh.get(`//${new URL(file, `${mesh.url}/docs`).pathname.slice(1)}`)).status).toBe(200);
    }
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  });
});
