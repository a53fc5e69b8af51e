import type { AgentTask } from '../../src/agents/agent';
import type { RenderOutput } from '../../src/agents/personalization/templates/render-for-recipients';
import { personaliseMails } from '../../src/agents/personalization/mails/personalise-mails';
import { Datasets } from '../../src/datasets';
import { Mesh } from '../mesh';

type Row = Record<string, unknown>;

describe('mails for recipients', () => {
  let mesh: Mesh;
  let networkId: string;
  let datasets: Datasets;
  let steps = 0;
  beforeAll(async () => {
    mesh = await Mesh.start();
    networkId = (await mesh.post('/networks', { name: 'Mails' })).body.network_id as string;
    datasets = mesh.app.get(Datasets, { strict: false });
  });
  afterAll(() => mesh.stop());

  const taskWith = (context: Row, { stepId = `s${(steps += 1)}`, signal = new AbortController().signal } = {}): AgentTask => ({
    ...{ tenantId: 'default', networkId, taskId: 'task_1', stepId, goal: 'g', task: 't', context, inputs: {}, signal },
    permit: () => Promise.resolve(),
    recall: () => Promise.reject(new Error('it recalls nothing')),
    journal: undefined as never, // no model is asked
  });
  const work = (context: Row) => personaliseMails(taskWith(context), { datasets });
  const render = async (context: Row) => (await work(context)).output as unknown as RenderOutput;
  const problem = async (context: Row) => {
    const error = await work(context).then(
      () => undefined,
      (thrown: { code?: string; detail?: string }) => thrown,
    );
    return { code: error?.code, detail: error?.detail };
  };
  const rowsOf = async (datasetId: string | undefined) => {
    const dataset = await datasets.open({ tenantId: 'default', networkId }, datasetId!);
    const rows: Row[] = [];
    for await (const block of dataset.blocks()) {
      for (let i = 0; i < block.rows; i += 1)
        rows.push(Object.fromEntries(Object.entries(block.columns).map(([name, cells]) => [name, cells[i]])));
    }
    return rows;
  };
  const stored = async () => (await mesh.get(`/networks/${networkId}/datasets?limit=200`)).body.data.length as number;

  it('gives each of 10,000 recipients their own data and nobody else’s, and to whom is suppressed nothing', async () => {
    const token = (index: number, field: string) => `${field}-${(index * 7_919 + 13).toString(36)}-x`;
    const recipients = Array.from({ length: 10_000 }, (_none, index) => ({
      email: `${token(index, 'mail')}@example.com`,
      first_name: index % 10 === 3 ? '' : token(index, 'name'),
      city: token(index, 'city'),
      code: token(index, 'code'),
      tags: [token(index, 'tag'), token(index, 'mark')],
      vip: index % 2 === 0,
    }));
    const suppressed = new Set(recipients.map((_one, index) => index).filter((index) => index % 17 === 5));
    const template = {
      subject: '{{ first_name | default: "You" }}, your code',
      html: '{% assign kept = city %}{% if vip %}<b>{% endif %}{{ kept }} {% increment n %} {% for t in tags %}{{ t }},{% endfor %}{% cycle "a","b" %} {{ code }}',
      text: '{% capture all %}{{ city }}{{ code }}{% endcapture %}{{ all }}{{ undefined_here }}',
    };
    const list = [...suppressed].map((index) => recipients[index]!.email.toUpperCase());
    const { output, warnings, summary } = await work({ recipients, template, suppression_list: list });
    const result = output as unknown as RenderOutput;
    const rows = await rowsOf(result.rendered_dataset_id);
    expect(result).toMatchObject({
      recipients_total: 10_000,
      rendered: 10_000 - suppressed.size,
      not_mailed: { suppressed: suppressed.size },
    });
    const mailed = recipients.map((_one, index) => index).filter((index) => !suppressed.has(index));
    expect(rows).toHaveLength(mailed.length);
    const expected = mailed.map((index) => {
      const one = recipients[index]!;
      return {
        email: one.email,
        subject: `${one.first_name || 'You'}, your code`,
        html: `${one.vip ? '<b>' : ''}${one.city} 0 ${one.tags.join(',')},a ${one.code}`,
        text: one.city + one.code,
      };
    });
    // Compared as text and looked for at once: ten thousand comparisons of objects would hold up the service beside them.
    const others = rows.filter((row, at) => JSON.stringify(row) !== JSON.stringify(expected[at]));
    expect(others).toEqual([]);
    const all = JSON.stringify(rows) + JSON.stringify(output) + summary + warnings.join();
    const found = new Set(all.toLowerCase().match(/(?:mail|name|city|code|tag|mark)-[\da-z]+-x/g));
    expect(found.size).toBeGreaterThan(5 * mailed.length);
    const told = [...suppressed].flatMap((index) => ['mail', 'name', 'city', 'code', 'tag', 'mark'].map((field) => token(index, field)));
    expect(told.filter((one) => found.has(one))).toEqual([]);
    const blank = mailed.filter((index) => index % 10 === 3).length;
    expect(result.fields.find(({ field }) => field === 'first_name')).toEqual({
      ...{ field: 'first_name', present: mailed.length - blank, fell_back: blank, empty: 0 },
    });
    expect(result.fields.find(({ field }) => field === 'undefined_here')).toMatchObject({ present: 0, empty: mailed.length });
    expect(result.previews).toHaveLength(3);
    expect(warnings).toContain('no recipient has the field undefined_here');
    expect(summary + warnings.join()).not.toMatch(/-x|@example/);
  }, 30_000);

  it('asks for an address, suppression, withdrawal, consent and the cap in this order, and mails each address once', async () => {
    const base = { consent: 'yes', unsubscribed: false, last_sent_at: null };
    const recipients = [
      { ...base, email: 'not an address', unsubscribed: true },
      { ...base, email: 'sup@x.example', unsubscribed: true },
      { ...base, email: 'all@blocked.example' },
      { ...base, email: 'gone@x.example', consent: 'no' },
      { ...base, email: 'Gone@x.example', unsubscribed: '2026-01-01' },
      { ...base, email: 'silent@x.example', consent: null, last_sent_at: '2026-03-09' },
      { ...base, email: 'often@x.example', last_sent_at: '2026-03-09' },
      { ...base, email: 'told@x.example' },
      { ...base, email: 'ann@x.example', name: 'first' },
      { ...base, email: 'silent@x.example' },
      { ...base, email: ' ANN@X.example', name: 'second' },
      { ...base, email: 'bob@x.example', bounced: 1 },
    ];
    const { not_mailed, rendered_dataset_id, warnings } = await render({
      recipients,
      template: 'Hi {{ name }}',
      suppression_list: [' SUP@x.example ', '@blocked.example', ''],
      frequency_cap: { max: 1, days: 7 },
      send_at: '2026-03-10',
      send_history: [
        { email: 'TOLD@x.example', sent_at: '2026-03-08T10:00:00Z' },
        { email: 'ann@x.example', sent_at: '2026-02-08' },
        { email: 'nobody', sent_at: 'some day' },
      ],
    });
    expect(not_mailed).toEqual({
      ...{ invalid_address: 1, suppressed: 2, unsubscribed: 3, no_consent: 1, capped: 2, duplicate: 1 },
      ...{ no_segment: 0, incomplete: 0, failed: 0, too_long: 0 },
    });
    expect(await rowsOf(rendered_dataset_id)).toEqual([
      { email: 'ann@x.example', text: 'Hi first' },
      { email: 'silent@x.example', text: 'Hi ' },
    ]);
    expect(warnings).toEqual([
      '1 blank entries of the suppression list were passed over',
      '1 times of earlier mails could not be read and were not counted',
      '1 entries of context.send_history have no valid address and were not counted',
      '1 mails print nothing for name: give it a fallback',
    ]);
  });

  it('takes recipients and suppressed addresses from datasets', async () => {
    const place = { tenantId: 'default', networkId };
    const people = await datasets.create(place, 'People', [
      { email: 'a@x.example', name: 'A', agreed: true },
      { email: 'b@x.example', name: 'B', agreed: true },
      { email: 'c@x.example', name: 'C', agreed: false },
    ]);
    const list = await datasets.create(place, 'List', [{ email: 'B@x.example' }]);
    const context = { dataset_id: people.datasetId, suppression_list: { dataset_id: list.datasetId }, consent_field: 'agreed' };
    const { rendered_dataset_id, not_mailed } = await render({ ...context, template: { html: '<p>{{ name }}</p>' } });
    expect(await rowsOf(rendered_dataset_id)).toEqual([{ email: 'a@x.example', html: '<p>A</p>' }]);
    expect(not_mailed).toMatchObject({ suppressed: 1, no_consent: 1 });
    const broken = await datasets.create(place, 'Broken', [{ email: 'a@x.example' }, { email: 'everybody' }]);
    expect(await problem({ ...context, suppression_list: { dataset_id: broken.datasetId }, template: 'x' })).toMatchObject({
      detail: 'context.suppression_list.dataset_id[1].email: must be an e-mail address, or a domain such as "@example.com"',
    });
  });

  it('falls back for blank and missing values, and leaves out who lacks what is required', async () => {
    const { fields, not_mailed, rendered_dataset_id, warnings } = await render({
      recipients: [
        { email: 'a@x.example', first_name: 'Ann', city: 'Bern', address: { street: 'High St' } },
        { email: 'b@x.example', first_name: ' ', city: 'Ulm', points: 3 },
        { email: 'c@x.example', first_name: 'Cy' },
      ],
      template: {
        subject: 'Hi\n{{ first_name }}\r\nBcc: x',
        html: '{% if points %}{{ points }}{% endif %}{{ address.street }}|{{ city | raw }}|{{ first_nme }}',
      },
      fallbacks: { first_name: 'friend', nobody: 1 },
      require_fields: ['city'],
    });
    expect(not_mailed).toMatchObject({ incomplete: 1 });
    expect(await rowsOf(rendered_dataset_id)).toEqual([
      { email: 'a@x.example', subject: 'Hi Ann Bcc: x', html: 'High St|Bern|' },
      { email: 'b@x.example', subject: 'Hi friend Bcc: x', html: '3|Ulm|' },
    ]);
    expect(fields).toEqual([
      { field: 'first_name', present: 1, fell_back: 1, empty: 0 },
      { field: 'points', present: 1, fell_back: 0, empty: 0 },
      { field: 'address.street', present: 1, fell_back: 0, empty: 1 },
      { field: 'city', present: 2, fell_back: 0, empty: 0 },
      { field: 'first_nme', present: 0, fell_back: 0, empty: 2 },
    ]);
    expect(warnings).toEqual([
      'no recipient has the field first_nme: did you mean first_name?',
      'context.fallbacks: the template does not read nobody',
      'the HTML prints fields unescaped: city',
      'no field tells who consented to be mailed; name one in context.consent_field if there is one',
      '1 mails print nothing for address.street: give it a fallback',
      '2 mails print nothing for first_nme: give it a fallback',
      '1 recipients lack a field of context.require_fields',
    ]);
  });

  it('leaves out a few recipients whose data the template cannot take, and gives up when they are many', async () => {
    const people = (bad: number) =>
      Array.from({ length: 300 }, (_none, index) => ({ email: `p${index}@x.example`, word: index < bad ? '\ud800secret' : 'ok', n: 1 }));
    const template = { html: 'Hello\n {{ word | url_encode }}{% for i in (1..n) %}.{% endfor %}' };
    const { not_mailed, rendered, warnings } = await render({ recipients: people(5), template });
    expect([not_mailed.failed, rendered]).toEqual([5, 295]);
    expect(warnings).toContain('5 not rendered: html holds something that cannot be rendered, line 2, column 2 (URIError)');
    const before = await stored();
    expect(await problem({ recipients: people(200), template })).toEqual({
      code: 'validation-failed',
      detail: 'context.template.html: holds something that cannot be rendered, line 2, column 2 (URIError); so it was for 101 recipients',
    });
    const bombs = people(0).map((one) => ({ ...one, n: 1e12 }));
    expect((await problem({ recipients: bombs, template })).detail).toMatch(
      /takes more work than one mail may.* so it was for 11 recipients/,
    );
    expect(await stored()).toBe(before);
  });

  it('holds nobody up with templates that never end', async () => {
    const recipients = [{ email: 'a@x.example', name: 'A' }];
    const bombs = [
      '{% for i in (1..1000000000) %}x{% endfor %}',
      '{% if a %}'.repeat(10_000),
      `${'{% for i in (1..900) %}'.repeat(9)}x${'{% endfor %}'.repeat(9)}`,
    ];
    await render({ recipients, template: 'warm' });
    for (const html of bombs) {
      const before = process.cpuUsage();
      expect((await problem({ recipients, template: { html } })).detail).toMatch(/^context\.template\.html: /);
      const { user, system } = process.cpuUsage(before); // of other processes nothing is in it
      expect((user + system) / 1_000).toBeLessThan(5_000); // some 100 ms; without bounds it would be minutes
    }
    expect((await problem({ recipients, template: { text: `{% for i in (1..9000) %}${'x'.repeat(100)}{% endfor %}` } })).detail).toMatch(
      /context.template.text: becomes longer than a mail may be/,
    );
  });

  it('counts mails that are too long to keep', async () => {
    const recipients = [
      { email: 'a@x.example', bio: 'x'.repeat(65_537) },
      { email: 'b@x.example', bio: 'x'.repeat(65_536) },
    ];
    const { not_mailed, rendered, previews } = await render({ recipients, template: '{{ bio }}' });
    expect([not_mailed.too_long, rendered, previews[0]!.email]).toEqual([1, 1, 'b@x.example']);
  });

  it('stores nothing when there is nobody to mail, and one dataset for a step that is done again', async () => {
    const before = await stored();
    const { output, warnings } = await work({ recipients: [{ email: 'nobody' }], template: 'x' });
    expect([output.rendered, output.rendered_dataset_id, await stored()]).toEqual([0, undefined, before]);
    expect(warnings).toContain('there is nobody to mail');
    const again = () =>
      personaliseMails(taskWith({ recipients: [{ email: 'a@x.example' }], template: 'x' }, { stepId: 'same' }), { datasets });
    const [one, two] = [await again(), await again()];
    expect(one.output.rendered_dataset_id).toBe(two.output.rendered_dataset_id);
    expect(await stored()).toBe(before + 1);
  });

  it('ends when its task is cancelled, and leaves nothing behind', async () => {
    const before = await stored();
    const recipients = Array.from({ length: 20_000 }, (_none, index) => ({ email: `p${index}@x.example` }));
    const cancel = new AbortController();
    const working = personaliseMails(taskWith({ recipients, template: '{{ email }}' }, { signal: cancel.signal }), { datasets });
    setImmediate(() => cancel.abort());
    await expect(working).rejects.toThrow(/abort/i);
    expect(await stored()).toBe(before);
  });

  it.each([
    ['no recipients', { template: 'x' }, 'context.recipients: must be a list of recipients'],
    ['recipients without an address', { recipients: [{ name: 'A' }], template: 'x' }, 'context.recipients: needs a field "email"'],
    [
      'a field of addresses that is not there',
      { recipients: [{ mail_to: 'a@x.co' }], email_field: 'mailto', template: 'x' },
      'did you mean mail_to?',
    ],
    ['no template', { recipients: [{ email: 'a@x.co' }] }, 'context.template: is needed: a text'],
    ['an empty template', { recipients: [{ email: 'a@x.co' }], template: { subject: 'x' } }, 'needs a part "html" or "text"'],
    ['an unknown part', { recipients: [{ email: 'a@x.co' }], template: { body: 'x' } }, 'context.template.body: is no part'],
    ['a huge template', { recipients: [{ email: 'a@x.co' }], template: 'x'.repeat(300_000) }, 'at most 262144 characters'],
    [
      'an unknown filter',
      { template: { subject: 'a', text: 'a\nb {{ c | shout }}' } },
      'context.template.text: undefined filter: shout, line 2, column 3',
    ],
    ['an unknown tag', { template: { html: '{% evil %}' } }, 'context.template.html: tag "evil" not found, line 1, column 1'],
    [
      'other files',
      { template: { html: '{% include "/etc/passwd" %}' } },
      'the tag "include" opens other templates, and there are none, line 1',
    ],
    [
      'what is not closed',
      { template: { subject: '{{ a', text: 'x' } },
      'context.template.subject: output "{{ a" not closed, line 1, column 1',
    ],
    [
      'a template of 400 fields',
      { template: Array.from({ length: 400 }, (_none, n) => `{{ f${n} }}`).join('') },
      'must read at most 300 fields',
    ],
    [
      '10,000 fields',
      { recipients: [Object.fromEntries(Array.from({ length: 10_000 }, (_none, n) => [`f${n}`, n]))], template: 'x' },
      'at most',
    ],
    ['an unknown consent', { template: 'x', consent_field: 'agreed' }, 'context.consent_field: no record has the field "agreed"'],
    [
      'an unreadable suppression',
      { template: 'x', suppression_list: ['a@x.co', 'everybody'] },
      'context.suppression_list[1]: must be an e-mail address',
    ],
    ['a suppression list that is none', { template: 'x', suppression_list: 'a@x.co' }, 'context.suppression_list'],
    [
      'a cap of nothing',
      { template: 'x', frequency_cap: { max: 0, days: 7 } },
      'context.frequency_cap.max: must be a whole number from 1 to 100',
    ],
    ['a cap without days', { template: 'x', frequency_cap: { max: 1 } }, 'context.frequency_cap.days'],
    ['a time that is none', { template: 'x', frequency_cap: { max: 1, days: 1 }, send_at: 'soon' }, 'context.send_at'],
    ['fallbacks that are none', { template: 'x', fallbacks: { a: ' ' } }, 'context.fallbacks.a: must be a text that is not blank'],
    ['required fields that are none', { template: 'x', require_fields: 'a' }, 'context.require_fields: must be a list'],
  ])('refuses %s', async (_what, context: Row, detail) => {
    const { code, detail: said } = await problem({
      recipients: [{ email: 'a@x.co' }],
      ...(_what === 'no recipients' ? { recipients: undefined } : {}),
      ...context,
    });
    expect(code).toBe('validation-failed');
    expect(said).toContain(detail);
  });

  it('says that a cap cannot be held when nothing tells when anybody was mailed', async () => {
    const { warnings, rendered } = await render({
      recipients: [{ email: 'a@x.co', consent: 1 }],
      template: 'x',
      frequency_cap: { max: 1, days: 7 },
    });
    expect(rendered).toBe(1);
    expect(warnings).toEqual([expect.stringContaining('the frequency cap could not be held')]);
  });
});
