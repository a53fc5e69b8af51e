import { equals, so } from './sources.mjs';

const NAMES = ['Ann', 'Bob', 'Cyd', 'Dov', 'Eve', 'Flo', 'Gus', 'Hal'];

/** A repeatable stream of numbers in [0, 1). */
function uniform(seed) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const recipients = (count) =>
  Array.from({ length: count }, (_, n) => ({
    email: `person${n}@shop.example`,
    first_name: n % 4 === 0 ? '' : NAMES[n % NAMES.length],
    city: n % 2 === 0 ? 'Oslo' : 'Lima',
    consent: n % 10 !== 9,
  }));

const LETTER = {
  subject: 'News for {{ first_name }}',
  html: '<p>Hello {{ first_name }}, from {{ city }}.</p>',
  text: 'Hello {{ first_name }}, from {{ city | upcase }}.',
};

const typeIs = (type) => ({ name: `is done as ${type}`, holds: ({ task_type: taken }) => equals(taken, type) });
const refuses = (field) => ({
  name: `names ${field} as what cannot be read`,
  holds: (_output, step, task) =>
    so(
      JSON.stringify(step?.error ?? task.error ?? {}).includes(field) && task.status === 'failed',
      `told ${JSON.stringify(step?.error ?? task.error)}`,
    ),
});
const noPersonTold = {
  name: 'no address stands in what models and people are told of the step',
  holds: (_output, { result }) => {
    const told = JSON.stringify([result.summary, result.warnings, result.evidence]);
    return so(!told.includes('@'), `told ${told}`);
  },
};
const covers = (count) => ({
  name: 'every person is in one segment',
  holds: ({ segments }) =>
    equals(
      segments.reduce((sum, { customers }) => sum + customers, 0),
      count,
    ),
});
const words = {
  name: 'every segment has a name of its own, an audience and something to get',
  holds: ({ segments }) =>
    so(
      new Set(segments.map(({ id }) => id)).size === segments.length && segments.every(({ audience, treatment }) => audience && treatment),
      JSON.stringify(segments),
    ),
};

/** Three kinds of customers: many small orders, few large ones, and those who left. */
function customers(count) {
  const random = uniform(3);
  const kinds = [
    { orders: 20, spend: 300, days: 5 },
    { orders: 3, spend: 2_000, days: 30 },
    { orders: 1, spend: 40, days: 300 },
  ];
  return Array.from({ length: count }, (_, n) => {
    const { orders, spend, days } = kinds[n % kinds.length];
    const near = (value) => Math.max(1, Math.round(value * (0.9 + 0.2 * random())));
    return { customer_id: `c${n}`, gender: n % 2 ? 'f' : 'm', orders: near(orders), spend: near(spend), recency: near(days) };
  });
}

/** Who buys a tent buys a stove; everybody buys socks. */
function purchases(count) {
  const random = uniform(9);
  return Array.from({ length: count }, (_, n) => {
    const at = (day) => new Date(Date.UTC(2026, 0, 1 + (n % 28), day)).toISOString();
    const camper = n % 2 === 0;
    const pair = camper ? ['tent', 'stove'] : ['pan', 'knife'];
    const bought = n % 6 < 2 ? [pair[0]] : pair;
    return [...bought, ...(random() < 0.5 ? ['socks'] : [])].map((product, day) => ({ customer_id: `c${n}`, product, at: at(day) }));
  }).flat();
}

/** People who open on Tuesdays at nine, in Berlin. */
const activity = (count) =>
  Array.from({ length: count }, (_, n) =>
    [2, 9, 16, 23].map((day) => ({
      email: `person${n}@shop.example`,
      event: 'open',
      at: `2026-06-${String(day).padStart(2, '0')}T07:${10 + (n % 40)}:00Z`,
    })),
  ).flat();

/** What the personalization agent is put to. */
export const evalSet = {
  agentType: 'personalization',
  cases: [
    {
      name: 'a letter for everybody who may have one',
      task: 'Render the letter for each recipient',
      context: {
        recipients: recipients(40),
        template: LETTER,
        fallbacks: { first_name: 'friend' },
        suppression_list: ['PERSON1@shop.example', '@nowhere.example'],
      },
      checks: [
        typeIs('template'),
        { name: 'those without consent and those on the list get none', holds: ({ rendered }) => equals(rendered, 35) },
        {
          name: 'says why each of the others gets none',
          holds: ({ not_mailed: { no_consent, suppressed } }) => equals([no_consent, suppressed], [4, 1]),
        },
        {
          name: 'says how many names were missing',
          holds: ({ fields }) =>
            equals(
              fields.filter(({ field }) => field === 'first_name').map(({ fell_back }) => fell_back),
              [10],
            ),
        },
        {
          name: 'previews hold their own data',
          holds: ({ previews }) =>
            so(
              previews.length === 3 &&
                previews.every(({ email, html }) => {
                  const { first_name: name, city } = recipients(40).find((one) => one.email === email);
                  return html === `<p>Hello ${name || 'friend'}, from ${city}.</p>`;
                }),
              JSON.stringify(previews),
            ),
        },
        noPersonTold,
      ],
    },
    {
      name: 'recipients of an uploaded table',
      task: 'Fill in the template for every recipient',
      context: async (service, networkId) => {
        const rows = ['email,first_name,city', ...recipients(500).map(({ email, first_name, city }) => `${email},${first_name},${city}`)];
        const dataset_id = await service.upload(networkId, rows.join('\n'), 'recipients');
        return { recipients: { dataset_id }, template: LETTER };
      },
      checks: [
        typeIs('template'),
        {
          name: 'all are rendered',
          holds: ({ rendered, rendered_dataset_id: id }) => so(rendered === 500 && /^dataset_/.test(id), `${rendered} in ${id}`),
        },
        {
          name: 'warns of a field that some lack',
          holds: (_output, { result }) => so(/first_name/.test(result.warnings.join()), result.warnings.join()),
        },
        noPersonTold,
      ],
    },
    {
      name: 'nobody twice, nobody too often, nobody without an address',
      task: 'Render the template',
      context: {
        recipients: [
          { email: 'ann@shop.example', sent_at: ['2026-05-01', '2026-05-20'] },
          { email: ' ANN@Shop.Example ', sent_at: [] },
          { email: 'bob@shop.example', sent_at: ['2026-05-28', '2026-05-30'] },
          { email: 'cyd.shop.example', sent_at: [] },
        ],
        template: 'Hello',
        frequency_cap: { max: 2, days: 7 },
        send_at: '2026-06-01T08:00:00Z',
      },
      checks: [
        { name: 'one letter', holds: ({ rendered }) => equals(rendered, 1) },
        {
          name: 'with the reasons',
          holds: ({ not_mailed: { duplicate, capped, invalid_address } }) => equals([duplicate, capped, invalid_address], [1, 1, 1]),
        },
        noPersonTold,
      ],
    },
    {
      name: 'a loop bomb',
      task: 'Render the template',
      context: { recipients: recipients(3), template: '{% for a in (1..100000) %}{% for b in (1..100000) %}x{% endfor %}{% endfor %}' },
      mayFail: true,
      checks: [refuses('context.template')],
    },
    {
      name: 'a template that does not parse',
      task: 'Render the template',
      context: { recipients: recipients(3), template: { subject: 'Hi', text: '{% if city %}' } },
      mayFail: true,
      checks: [refuses('context.template.text')],
    },
    {
      name: 'copy with merge tags, filled in for everybody',
      task: 'Write a personalised e-mail about the new season',
      context: { recipients: recipients(20), task_type: 'content' },
      checks: [
        typeIs('content'),
        {
          name: 'wrote one e-mail',
          holds: ({ pieces }) => so(pieces.length === 1 && pieces[0].subject.length > 0, JSON.stringify(pieces)),
        },
        { name: 'rendered it for those who may have it', holds: ({ rendered }) => equals(rendered, 18) },
        {
          name: 'no tag is left in a preview',
          holds: ({ previews }) => so(!JSON.stringify(previews).includes('{{'), JSON.stringify(previews)),
        },
        noPersonTold,
      ],
    },
    {
      name: 'segments by rules',
      task: 'Segment our customers',
      context: {
        customers: customers(90),
        rules: [
          { name: 'big spenders', where: [{ field: 'spend', op: 'gte', value: 1_000 }] },
          { name: 'gone', where: [{ field: 'recency', op: 'gt', value: 180 }] },
        ],
      },
      checks: [
        typeIs('segment'),
        covers(90),
        words,
        {
          name: 'counts what the rules pick',
          holds: ({ segments }) =>
            equals(
              segments.map(({ customers: count }) => count),
              [30, 30, 30],
            ),
        },
      ],
    },
    {
      name: 'segments by recency, frequency and money',
      task: 'Segment our customers',
      context: { customers: customers(300), method: 'rfm' },
      checks: [typeIs('segment'), covers(300), words, noPersonTold],
    },
    {
      name: 'segments that lie in the data, without the protected ones',
      task: 'Find clusters of customers',
      context: { customers: customers(300), method: 'kmeans' },
      checks: [
        covers(300),
        words,
        {
          name: 'finds the three kinds',
          holds: ({ segments }) => equals(segments.map(({ customers: count }) => count).sort(), [100, 100, 100]),
        },
        {
          name: 'leaves gender alone and says so',
          holds: (output, { result }) =>
            so(/gender/.test(result.warnings.join()) && !JSON.stringify(output.segments).includes('gender'), result.warnings.join()),
        },
      ],
    },
    {
      name: 'a rule by a protected attribute',
      task: 'Segment our customers',
      context: { customers: customers(30), rules: [{ name: 'women', where: [{ field: 'gender', op: 'eq', value: 'f' }] }] },
      mayFail: true,
      checks: [refuses('gender')],
    },
    {
      name: 'products that go together',
      task: 'Recommend products to our customers',
      context: { purchases: purchases(240) },
      checks: [
        typeIs('recommendations'),
        {
          name: 'finds what was bought together',
          holds: ({ related }) =>
            so(
              related.find(({ product }) => product === 'tent')?.related?.[0]?.product === 'stove' &&
                related.find(({ product }) => product === 'knife')?.related?.[0]?.product === 'pan',
              JSON.stringify(related),
            ),
        },
        { name: 'keeps a table of them', holds: ({ recommendations_dataset_id: id }) => so(/^dataset_/.test(id), id) },
      ],
    },
    {
      name: 'when people read',
      task: 'Find the best time to send to each of them',
      context: { activity: activity(50), timezone: 'Europe/Berlin', as_of: '2026-06-24T12:00:00Z' },
      checks: [
        typeIs('behavioural'),
        { name: 'Tuesday at nine, in their time', holds: ({ best }) => equals([best.weekday, best.hour], ['Tuesday', 9]) },
        { name: 'keeps a table of the times', holds: ({ send_times_dataset_id: id }) => so(/^dataset_/.test(id), id) },
        noPersonTold,
      ],
    },
  ],
};
