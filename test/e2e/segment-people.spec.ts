import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentTask } from '../../src/agents/agent';
import { segmentPeople } from '../../src/agents/personalization/segments/segment-people';
import type { SegmentsOutput } from '../../src/agents/personalization/segments/segments-output';
import { Datasets } from '../../src/datasets';
import { Mesh } from '../mesh';

const FILE = join(process.cwd(), '../shared/data/hillstrom.csv');
const onFile = existsSync(FILE) ? it : it.skip;

describe('segments of people', () => {
  let mesh: Mesh;
  let networkId: string;
  let datasets: Datasets;
  let steps = 0;
  beforeAll(async () => {
    mesh = await Mesh.start();
    networkId = (await mesh.post('/networks', { name: 'Segments' })).body.network_id as string;
    datasets = mesh.app.get(Datasets, { strict: false });
  });
  afterAll(() => mesh.stop());

  const segment = async (context: Record<string, unknown>) => {
    steps += 1; // a step that is done again would replace what it left
    const ids = { tenantId: 'default', networkId, taskId: 'task_1', stepId: `step_${steps}` };
    const permit = () => Promise.resolve();
    const task = { ...ids, context, inputs: {}, permit, signal: new AbortController().signal } as unknown as AgentTask;
    const work = await segmentPeople(task, { datasets });
    expect(JSON.stringify(work).length).toBeLessThan(256 * 1_024);
    const output = work.output as unknown as SegmentsOutput;
    expect(output.segments.reduce((sum, { customers }) => sum + customers, 0)).toBe(output.people);
    expect(output.segments.length).toBeLessThanOrEqual(12);
    return { ...work, output };
  };
  const upload = async (name: string, body: string) => {
    const { body: made } = await mesh.post(`/networks/${networkId}/datasets?name=${name}`, body, { 'Content-Type': 'text/csv' });
    return made.dataset_id as string;
  };
  const assignmentsOf = async ({ assignments_dataset_id: datasetId }: SegmentsOutput) => {
    const dataset = await datasets.open({ tenantId: 'default', networkId }, datasetId);
    const rows: Record<string, unknown>[] = [];
    for await (const block of dataset.blocks()) {
      for (let i = 0; i < block.rows; i += 1) {
        rows.push(Object.fromEntries(Object.entries(block.columns).map(([name, cells]) => [name, cells[i]])));
      }
    }
    return rows;
  };

  const people = Array.from({ length: 100 }, (_none, at) => ({
    email: `person${at}@example.com`,
    spend: at,
    country: ['DE', 'AT', 'CH', 'FR'][at % 4],
    gender: at % 2 === 0 ? 'f' : 'm',
  }));

  it('puts each person into the segment of the first rule that fits, and tells of overlaps', async () => {
    const rules = [
      { name: 'Big spenders', where: [{ field: 'spend', op: 'gte', value: 90 }], treatment: 'Champagne' },
      { name: 'Swiss', where: [{ field: 'country', op: 'eq', value: 'CH' }] },
      { name: 'Nobody', where: [{ field: 'spend', op: 'lt', value: 0 }] },
    ];
    const { output, summary, warnings, evidence, bounds } = await segment({ recipients: people, rules });
    expect(output).toMatchObject({ method: 'rules', people: 100, columns_used: ['spend', 'country'], possible_proxies: ['country'] });
    expect(output.segments.map(({ id, customers, share, treatment, send }) => [id, customers, share, treatment, send])).toEqual([
      ['big_spenders', 10, 0.1, 'Champagne', true],
      ['swiss', 22, 0.22, 'What fits best for: Swiss', true],
      ['nobody', 0, 0, 'What fits best for: Nobody', false],
      ['everyone_else', 68, 0.68, 'The general message', true],
    ]);
    expect(summary).toBe('Put 100 people into 4 segments by rules.');
    expect(evidence).toContainEqual({ id: 'segment.swiss.customers', statement: 'People in the segment Swiss', value: 22 });
    expect(warnings).toEqual([
      'more than one rule fits 3 people: the first one counts',
      'not used, for they hold protected attributes that context.allowed_attributes does not name: gender (sex)',
      'possible proxies of protected attributes were used: country',
    ]);
    expect(bounds).toEqual([{ limit: 0.9, reason: 'segments counted by the rules that were given' }]);
    const rows = await assignmentsOf(output);
    expect(rows).toHaveLength(100);
    expect([rows[0], rows[2], rows[95]]).toEqual([
      { email: 'person0@example.com', segment: 'everyone_else' },
      { email: 'person2@example.com', segment: 'swiss' },
      { email: 'person95@example.com', segment: 'big_spenders' },
    ]);
  });

  it('keeps the eleven largest of many rules, and puts the rest together', async () => {
    const rules = Array.from({ length: 20 }, (_none, at) => ({
      name: `Rule ${at}`,
      where: [{ field: 'spend', op: 'lt', value: ((at + 1) * (at + 2)) / 4 }],
    }));
    const { output, warnings } = await segment({ recipients: people, rules });
    expect(output.segments).toHaveLength(12);
    expect(output.segments.at(-1)?.id).toBe('everyone_else');
    expect(warnings.join()).toMatch(/too small to be segments: .*Rule 0/);
    const counted = new Map<unknown, number>();
    for (const { segment: id } of await assignmentsOf(output)) counted.set(id, (counted.get(id) ?? 0) + 1);
    expect(Object.fromEntries(counted)).toEqual(
      Object.fromEntries(output.segments.filter(({ customers }) => customers > 0).map(({ id, customers }) => [id, customers])),
    );
  });

  it('segments by RFM from what people bought, with those who bought nothing', async () => {
    const purchases = people.slice(0, 50).flatMap(({ email }, at) =>
      Array.from({ length: 1 + (at % 5) }, (_none, time) => ({
        customer: email,
        at: `2026-0${1 + (time % 6)}-${String(1 + (at % 28)).padStart(2, '0')}`,
        amount: 10 + at,
      })),
    );
    const { output, warnings } = await segment({ recipients: people, purchases: [...purchases, { customer: 'x', at: 'soon', amount: 1 }] });
    expect(output).toMatchObject({ method: 'rfm', people: 100 });
    expect(output.segments.find(({ level }) => level === 'no purchases')).toMatchObject({ customers: 50, profile: [] });
    expect(warnings).toContain('1 purchases have no customer or no date that can be read and are left out');
    const alone = await segment({ purchases });
    expect(alone.output.people).toBe(50);
    const rows = await assignmentsOf(alone.output);
    expect(rows[0]).toMatchObject({ customer: 'person0@example.com', rfm_score: expect.any(Number) as number });
    const byId = new Map((await assignmentsOf(output)).map(({ email, segment: id, rfm_score }) => [email, [id, rfm_score]]));
    expect(rows.every((row) => String(byId.get(row.customer)) === String([row.segment, row.rfm_score]))).toBe(true);
  });

  it('tells nothing of a person outside the table of assignments', async () => {
    const few = people.slice(0, 12).map((one, at) => ({ ...one, recency: at + 0.123, orders: at, total_spent: at * 1_000.77 }));
    const { output, ...work } = await segment({ recipients: few });
    expect(output.segments.filter(({ customers }) => customers < 5).every(({ profile }) => profile.length === 0)).toBe(true);
    expect(JSON.stringify([output.segments, work])).not.toMatch(/@|person\d|\.123|\.77/);
  });

  it.each([
    [{}, /context\.customers: must hold the people/],
    [{ recipients: [{ a: null }] }, /context\.recipients: must have a column that tells people apart/],
    [{ recipients: [{ a: 1 }], method: 'magic' }, /context\.method: must be one of rules, rfm, kmeans/],
    [{ recipients: [{ a: 1 }], method: 'rfm' }, /context\.recipients: must have a column recency/],
    [{ recipients: [{ a: 1 }], method: 'rules' }, /context\.rules: must be a list/],
    [
      { purchases: [{ customer: 'a', at: '2026-01-01' }], method: 'kmeans' },
      /context\.customers: must hold the people to segment by kmeans/,
    ],
    [{ purchases: [{ who: 'a' }] }, /context\.purchases: needs a column for the customer/],
    [{ purchases: [{ customer: 'a', at: 5 }] }, /context\.purchases: must hold purchases with a customer and a date/],
    [
      { recipients: [{ id: 'z' }], purchases: [{ customer: 'a', at: '2026-01-01' }] },
      /context\.purchases: must name customers by their id/,
    ],
    [{ recipients: [{ recency: 1, orders: 2 }], as_of: 'May' }, /context\.as_of: must be a date/],
    [{ recipients: [{ recency: 1, orders: 2 }], id_field: 'x' }, /context\.id_field: must name a field of context\.recipients/],
    [{ recipients: [{ segment: 1, recency: 1, orders: 2 }], id_field: 'segment' }, /context\.id_field: .* not called segment/],
    [{ recipients: [{ recency: null, orders: 'NaN' }] }, /context\.recipients: must hold numbers or dates/],
    [{ recipients: [{ a: 1 }], allowed_attributes: 'gender' }, /context\.allowed_attributes: must be a list/],
  ])('refuses, naming the field: %j', async (context, message) => {
    await expect(segment(context)).rejects.toThrow(message);
  });

  it('segments 20,000 people of a dataset, and k-means the same way again', async () => {
    const lines = Array.from({ length: 20_000 }, (_none, at) => `${at},${(at * 7919) % 365},${1 + (at % 9)},${((at * 31) % 997) / 7}`);
    const dataset_id = await upload('many', `customer_id,days_since_last_order,orders,total_spent\n${lines.join('\n')}`);
    for (const method of ['rfm', 'kmeans']) {
      const one = await segment({ dataset_id, method });
      expect(one.output.people).toBe(20_000);
      if (method === 'kmeans') expect((await segment({ dataset_id, method })).output.segments).toEqual(one.output.segments);
    }
  }, 60_000);

  onFile(
    'segments the customers of Hillstrom, names a proxy, and refuses gender',
    async () => {
      const csv = readFileSync(FILE, 'utf8').trimEnd();
      const dataset_id = await upload('hillstrom', csv);
      const byRfm = await segment({ dataset_id });
      expect(byRfm.output).toMatchObject({ method: 'rfm', people: 64_000, columns_used: ['recency', 'history'], possible_proxies: [] });
      expect(byRfm.warnings).toEqual(['nothing tells how often people bought: the groups rest on the rest']);
      const features = ['recency', 'history', 'mens', 'womens', 'zip_code', 'newbie', 'channel'];
      const clustered = await segment({ dataset_id, method: 'kmeans', features });
      expect(clustered.output).toMatchObject({
        method: 'kmeans',
        columns_used: features,
        possible_proxies: ['zip_code'],
        refused_attributes: [],
      });
      expect(clustered.warnings).toContain('possible proxies of protected attributes were used: zip_code');

      const [header, ...lines] = csv.split(/\r?\n/).slice(0, 2_001);
      const withGender = [`${header},gender`, ...lines.map((line, at) => `${line},${at % 2 === 0 ? 'f' : 'm'}`)].join('\n');
      const refused = await segment({ dataset_id: await upload('gender', withGender), method: 'kmeans' });
      expect(refused.output.refused_attributes).toEqual([{ column: 'gender', attribute: 'sex' }]);
      expect(refused.output.columns_used).not.toContain('gender');
      expect(refused.warnings.join()).toMatch(/protected attributes .*: gender \(sex\)/);
    },
    60_000,
  );
});
