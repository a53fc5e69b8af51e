import { fitSchema } from '../../src/models/providers/sandbox/fit-schema';
import { Datasets } from '../../src/datasets';
import { json, ModelServer } from '../contract/model-server';
import { WIRE_FORMATS } from '../contract/wire-formats';
import { Mesh } from '../mesh';

const { openai } = WIRE_FORMATS;
const PEOPLE = 60;
/** What is known of person `n`: every word of it occurs nowhere else. */
const person = (n: number) => ({
  email: `mail${n}q@people.example`,
  first_name: `Forename${n}q`,
  last_name: `Surname${n}q`,
  phone: `+4915100${1000 + n}`,
  street: `Lane${n}q`,
  spend: 100 + n,
  orders: 1 + (n % 7),
  recency: n,
  consent: true,
});
const people = Array.from({ length: PEOPLE }, (_none, n) => person(n));
/** Any word of any of them. */
const PERSONAL = /mail\d+q|Forename\d+q|Surname\d+q|\+4915100|Lane\d+q|people\.example/i;
const steps = [
  { id: 'groups', agent_type: 'personalization', task: 'Segment our customers', depends_on: [] },
  { id: 'letter', agent_type: 'personalization', task: 'Write a personalised e-mail', depends_on: [] },
  { id: 'filled', agent_type: 'personalization', task: 'Render the template for every recipient', depends_on: [] },
  { id: 'goods', agent_type: 'personalization', task: 'Recommend products', depends_on: [] },
  { id: 'hours', agent_type: 'personalization', task: 'Find the best time to send', depends_on: [] },
  { id: 'copy', agent_type: 'content', task: 'Write an e-mail for each segment', depends_on: ['groups', 'filled', 'hours'] },
  { id: 'judged', agent_type: 'coordinator', task: 'Judge the letter', depends_on: ['letter'], reviews: 'letter' },
  { id: 'report', agent_type: 'reporter', task: 'Report on it', depends_on: ['groups', 'judged', 'filled', 'goods', 'hours'] },
  { id: 'end', agent_type: 'coordinator', task: 'Bring it together', depends_on: ['report', 'copy', 'goods'] },
];

describe('the data of people', () => {
  const model = new ModelServer();
  let mesh: Mesh;
  let networkId: string;
  beforeAll(async () => {
    const url = await model.start();
    mesh = await Mesh.start({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, MESH_CHAIN: 'openai/gpt-4o' });
    const agents = ['coordinator', 'content', 'personalization', 'reporter'].map((type) => ({ name: type, type }));
    networkId = (await mesh.post('/networks', { name: 'People', agents })).body.network_id as string;
  });
  afterAll(async () => {
    await mesh.stop();
    await model.stop();
  });

  /** Answers whatever it is asked by its schema. */
  const answering = () =>
    model.behave((response) => {
      const asked = model.received.at(-1)?.body as { response_format?: { json_schema?: { schema: Record<string, unknown> } } };
      const schema = asked.response_format?.json_schema?.schema ?? { type: 'object' };
      json(200, openai.structured(fitSchema(schema, 'one', ['plain', 'words', 'of', 'it'], () => true)))(response);
    });
  const textOf = (column: string, rows: readonly Record<string, unknown>[]) => rows.map((row) => row[column]).join('\n');
  const rowsOf = async (datasetId: string) => {
    const dataset = await mesh.app.get(Datasets, { strict: false }).open({ tenantId: 'default', networkId }, datasetId);
    const rows: Record<string, unknown>[] = [];
    for await (const block of dataset.blocks()) {
      for (let row = 0; row < block.rows; row += 1) {
        rows.push(Object.fromEntries(Object.entries(block.columns).map(([name, cells]) => [name, cells[row]])));
      }
    }
    return rows;
  };

  it('stay with the service, whichever agents work with them and whoever judges, reports and sums up', async () => {
    answering();
    const purchases = people.flatMap(({ email }, n) => [
      { email, product: n % 2 ? 'tent' : 'pan', at: '2026-05-01' },
      { email, product: n % 2 ? 'stove' : 'knife', at: '2026-05-02' },
    ]);
    const activity = people.flatMap(({ email }) => ['2026-05-05T08:10:00Z', '2026-05-12T08:20:00Z'].map((at) => ({ email, at })));
    const context = {
      recipients: people,
      purchases,
      activity,
      suppression_list: [person(3).email],
      template: { subject: 'Dear {{ first_name }}', text: '{{ first_name }} {{ last_name }}, {{ street }}: {{ phone }}' },
      vips: [person(4)],
    };
    const submitted = await mesh.post(`/networks/${networkId}/tasks`, { task: 'Mail our customers', context, workflow: { steps } });
    const task = await mesh.finished(networkId, submitted.body.task_id as string);
    expect(task.steps.filter(({ status }: { status: string }) => status !== 'completed')).toEqual([]);
    const filled = task.steps.find(({ step_id }: { step_id: string }) => step_id === 'filled').result.output;
    expect(filled.rendered).toBe(PEOPLE - 1);
    const texts = textOf('text', await rowsOf(filled.rendered_dataset_id as string));
    expect(texts).toContain('Forename7q Surname7q, Lane7q: +49151001007');
    expect(texts).not.toContain('Forename3q');
    expect(model.received.length).toBeGreaterThanOrEqual(5);
    for (const { body } of model.received) expect(JSON.stringify(body)).not.toMatch(PERSONAL);
    const shown = {
      ...task,
      steps: task.steps.map(({ result, ...step }: Record<string, any>) => ({ ...step, told: [result.summary, result.warnings] })),
    };
    expect(JSON.stringify([shown.steps, task.result.summary])).not.toMatch(PERSONAL);
  });

  it('stay with the service when a model plans', async () => {
    answering();
    const { body } = await mesh.post(`/networks/${networkId}/tasks`, {
      task: 'Write an e-mail and send it to all',
      context: { recipients: people, crm: { export: people } },
    });
    await mesh.finished(networkId, body.task_id as string);
    expect(model.received.length).toBeGreaterThanOrEqual(2);
    for (const { body: sent } of model.received) expect(JSON.stringify(sent)).not.toMatch(PERSONAL);
  });
});
