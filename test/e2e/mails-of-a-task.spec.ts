import { Datasets } from '../../src/datasets';
import { Mesh } from '../mesh';

const CITIES = ['Oslo', 'Lima', 'Rome'];
const recipients = Array.from({ length: 60 }, (_none, n) => ({
  email: `person${n}@people.example`,
  first_name: `Forename${n}q`,
  city: CITIES[n % 3],
  orders: [20, 3, 1][n % 3],
  recency: [4, 40, 300][n % 3]! + (n % 5),
  total_spent: [900, 300, 20][n % 3]! + n,
  consent: n !== 7,
}));

describe('a task with recipients', () => {
  let mesh: Mesh;
  let networkId: string;
  beforeAll(async () => {
    mesh = await Mesh.start();
    networkId = (await mesh.post('/networks', { name: 'Mails' })).body.network_id as string;
  });
  afterAll(() => mesh.stop());

  const run = async (task: object): Promise<Record<string, any>> => {
    const { body } = await mesh.post(`/networks/${networkId}/tasks`, task);
    return mesh.finished(networkId, body.task_id as string);
  };
  const rowsOf = async (datasetId: string) => {
    const { body } = await mesh.get(`/networks/${networkId}/datasets/${datasetId}/rows`);
    return (body as string)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
  };

  it('ends with a mail for each of them who may have one: the one that was written and laid out for their segment', async () => {
    const task = await run({ task: 'Write and design an e-mail campaign for each segment of our customers', context: { recipients } });
    expect(task.steps.map(({ agent_type, status }: Record<string, string>) => [agent_type, status])).toEqual(
      ['design', 'personalization', 'content', 'design', 'personalization', 'coordinator'].map((type) => [type, 'completed']),
    );
    const [, groups, , layout, mails] = task.steps.map(({ result }: Record<string, any>) => result.output);
    expect(groups).toMatchObject({ task_type: 'segment', method: 'rfm', people: 60 });
    expect(mails).toMatchObject({
      task_type: 'template',
      recipients_total: 60,
      rendered: 59,
      not_mailed: { no_consent: 1, no_segment: 0 },
    });
    const segmentOf = new Map((await rowsOf(groups.assignments_dataset_id as string)).map(({ email, segment }) => [email, segment]));
    const subjectOf = new Map(layout.emails.map(({ id, subject }: Record<string, string>) => [id, subject]));
    const rendered = await rowsOf(mails.rendered_dataset_id as string);
    expect(new Set(rendered.map(({ email }) => segmentOf.get(email))).size).toBeGreaterThan(1);
    for (const { email, subject, html } of rendered) {
      expect(subject).toBe(subjectOf.get(segmentOf.get(email)));
      expect(html).toContain('{{ unsubscribe_url }}');
      expect(html).toContain(`Hello ${recipients.find((one) => one.email === email)!.first_name},`);
      expect(html!.match(/Forename\d+q/g)).toHaveLength(1);
    }
    const step = task.steps[4];
    expect(step.result.warnings.join('\n')).toContain('{{ unsubscribe_url }} is left for whoever sends the mails');
  });

  it('fills in the merge tags of a laid out mail, quotes and all', async () => {
    const pieces = [
      {
        id: 'all',
        audience: 'Everyone',
        subject: 'For {{ first_name | default: "you" }}',
        headline: 'Hello {{ first_name | default: "there" }}',
        body: ['How is {{ city }}? {{ nickname | default: "Friend" }}'],
        call_to_action: 'Look',
      },
    ];
    const steps = [
      { id: 'layout', agent_type: 'design', task: 'Lay out the copy as e-mails' },
      { id: 'mails', agent_type: 'personalization', task: 'Render the e-mails for every recipient', depends_on: ['layout'] },
    ];
    const task = await run({
      task: 'Mail them',
      context: { recipients: [...recipients.slice(0, 2), { email: 'x@people.example' }], pieces },
      workflow: { steps },
    });
    const output = task.steps[1].result.output;
    expect(output).toMatchObject({ rendered: 2, not_mailed: { no_consent: 1 } });
    const [first, second] = await rowsOf(output.rendered_dataset_id as string);
    expect([first!.subject, second!.subject]).toEqual(['For Forename0q', 'For Forename1q']);
    expect(first!.html).toMatch(/Hello Forename0q[\s\S]*How is Oslo\? Friend/);
    expect(first!.html).not.toContain('Forename1q');
    expect(output.fields).toContainEqual({ field: 'nickname', present: 0, fell_back: 2, empty: 0 });
  });

  it('leaves one table behind when it is done again', async () => {
    const steps = [{ id: 'mails', agent_type: 'personalization', task: 'Render the template' }];
    const task = await run({ task: 'Mail them', context: { recipients, template: 'Hi {{ first_name }}' }, workflow: { steps } });
    const datasets = mesh.app.get(Datasets, { strict: false });
    const place = { tenantId: 'default', networkId };
    const before = (await datasets.list(place, { limit: 100 })).data.length;
    const path = `/networks/${networkId}/tasks/${task.task_id as string}`;
    const lastId = (await mesh.events(task.task_id as string)).at(-1)?.id;
    expect((await mesh.post(`${path}/retry`, { from_step: 'mails' })).status).toBe(202);
    await mesh.events(task.task_id as string, lastId, ({ event }) => event === 'task.completed');
    expect((await datasets.list(place, { limit: 100 })).data).toHaveLength(before);
  });

  it.each([
    [{ task_type: 'template', recipients }, 'context.template: is needed'],
    [{ template: 'Hi' }, 'context.recipients'],
    [{ task_type: 'recommendations' }, 'context.purchases: is needed'],
    [{ task_type: 'behavioural' }, 'context.activity: is needed'],
    [{ task_type: 'segment', method: 'rfm' }, 'context.customers: must hold the people'],
    [
      { recipients: [{ email: 'a@b.example', gender: 'f' }], template: 'Dear {{ gender }}' },
      'context.template: reads gender, a protected attribute (sex)',
    ],
    [{ recipients: [{ city: 'Oslo' }], template: 'Hi' }, 'context.recipients: needs a field "email"'],
    [{ purchases: [{ customer: 'a' }], task_type: 'recommendations' }, 'context.purchases: needs a column for the product'],
    [
      { activity: [{ email: 'a', at: '2026-01-01', timezone: 'Mars' }], task_type: 'behavioural' },
      'context.activity[0].timezone: must be an IANA time zone',
    ],
    [{ recipients: { dataset_id: 'dataset_none' }, template: 'Hi' }, 'dataset'],
  ])('refuses what it cannot work with by name: %j', async (context, detail) => {
    const steps = [{ id: 'one', agent_type: 'personalization', task: 'Render the template' }];
    const task = await run({ task: 'Do it', context, workflow: { steps } });
    expect(task.status).toBe('failed');
    expect(task.error.detail).toContain(detail);
  });
});
