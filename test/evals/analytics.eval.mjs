const SMALLEST_P_SHOWN = 0.0001;
const FEWEST_FINDINGS = 2;

/** A repeatable stream of numbers in [0, 1). */
function uniform(seed) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Customers in arms with these visit rates; women's buyers visit more in every arm. */
function customers(count, rates, seed = 11) {
  const random = uniform(seed);
  const arms = Object.keys(rates);
  return Array.from({ length: count }, (_, index) => {
    const arm = arms[index % arms.length];
    const device = random() < 0.5 ? 'phone' : 'desk';
    const visit = random() < rates[arm] + (device === 'phone' ? 0.08 : 0) ? 1 : 0;
    const conversion = visit === 1 && random() < 0.2 ? 1 : 0;
    return { variant: arm, device, visit, conversion, spend: conversion === 1 ? Math.round(2000 + 8000 * random()) / 100 : 0 };
  });
}

const WEEKDAYS = [300, 200, -100, -200, 900, 1200, -2300];

/** Revenue that grows by 12 a day with a weekly pattern; `odd` days are 5,000 above it. */
function days(count, odd = []) {
  const random = uniform(5);
  return Array.from({ length: count }, (_, day) => ({
    date: new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
    revenue: Math.round(5000 + 12 * day + WEEKDAYS[day % 7] + 300 * (random() - 0.5) + (odd.includes(day) ? 5000 : 0)),
  }));
}

function csv(rows) {
  const names = Object.keys(rows[0]);
  return [names.join(','), ...rows.map((row) => names.map((name) => row[name]).join(','))].join('\n');
}

const ARMS = { Letter: 0.3, Postcard: 0.22, Control: 0.12 };
const visitsOf = ({ comparisons }, arm, against) =>
  comparisons.find((one) => one.metric === 'visit_rate' && one.arm === arm && one.against === against);
const close = (value, expected, most, what) => Math.abs(value - expected) <= most || `${what} is ${value}, not ${expected}`;

const typeIs = (type) => ({ name: `is taken for ${type}`, holds: ({ task_type }) => task_type === type || `taken for ${task_type}` });

/** Holds for every answer with findings. */
const CITED = [
  {
    name: 'every finding cites evidence that is there',
    holds: ({ findings }, { result }) => {
      if (findings.length < FEWEST_FINDINGS) return `only ${findings.length} findings`;
      const known = new Set((result.evidence ?? []).map(({ id }) => id));
      const loose = findings.find(
        ({ sentence, evidence }) => (/\d/.test(sentence) && evidence.length === 0) || evidence.some((id) => !known.has(id)),
      );
      return loose === undefined || `not cited: ${loose.sentence}`;
    },
  },
  {
    name: 'charts are drawn and within their bounds',
    holds: ({ charts }) => {
      if (charts.length === 0 || charts.length > 4) return `${charts.length} charts`;
      const undrawn = charts.find(({ svg }) => !svg?.startsWith('<svg') || svg.length > 40_000);
      return undrawn === undefined || `${undrawn.id} is not drawn`;
    },
  },
];

const refuses = (field) => ({
  name: `is refused by the name of ${field}`,
  holds: (_output, step, task) =>
    JSON.stringify(step?.error ?? task.error ?? {}).includes(field) || `told ${JSON.stringify(step?.error ?? task.error)}`,
});

/** What the analytics agent is put to. */
export const evalSet = {
  agentType: 'analytics',
  cases: [
    {
      name: 'finds the winner among three arms of single customers',
      task: 'How did the campaign perform?',
      context: { rows: customers(2400, ARMS) },
      checks: [
        typeIs('performance'),
        ...CITED,
        { name: 'knows the control', holds: ({ control }) => control === 'Control' || `took ${control}` },
        {
          name: 'has the lift and its interval',
          holds: (output) => {
            const found = visitsOf(output, 'Letter', 'Control');
            return (found.low < 0.18 && found.high > 0.18 && found.p_adjusted < SMALLEST_P_SHOWN) || JSON.stringify(found);
          },
        },
        {
          name: 'names the winner first',
          holds: (_output, { result }) => result.summary.startsWith('Letter had the highest visit rate') || result.summary,
        },
      ],
    },
    {
      name: 'does not call a difference what is chance',
      task: 'Compare the two versions. Is the difference significant?',
      context: { rows: customers(1500, { A: 0.2, B: 0.2 }, 23) },
      checks: [
        typeIs('comparison'),
        ...CITED,
        {
          name: 'no comparison is significant',
          holds: ({ comparisons }) => comparisons.every(({ p_adjusted }) => p_adjusted >= 0.05) || 'one is',
        },
        { name: 'says so', holds: ({ findings }) => findings[0].sentence.includes('may be chance') || findings[0].sentence },
        { name: 'is not sure', holds: (_output, { confidence }) => confidence <= 0.6 || `confidence ${confidence}` },
      ],
    },
    {
      name: 'alarms at a broken split',
      task: 'How did the campaign perform?',
      context: {
        rows: customers(2400, ARMS).filter(({ variant, visit }, index) => variant !== 'Letter' || visit === 1 || index % 2 === 0),
      },
      checks: [
        { name: 'the check fails', holds: ({ sample_ratio }) => !sample_ratio.passed || `p ${sample_ratio.p_value}` },
        { name: 'nothing is believed', holds: (_output, { confidence }) => confidence <= 0.3 || `confidence ${confidence}` },
      ],
    },
    {
      name: 'reads an uploaded table',
      task: 'Which kinds of customers visit most?',
      context: async (service, networkId) => ({ dataset_id: await service.upload(networkId, csv(customers(5000, ARMS))) }),
      checks: [
        typeIs('audience'),
        ...CITED,
        { name: 'all rows were read', holds: ({ rows }) => (rows.read === 5000 && rows.left_out === 0) || JSON.stringify(rows) },
        {
          name: 'phones visit more',
          holds: ({ audience }) =>
            audience.find(({ dimension }) => dimension === 'device')?.levels[0].level === 'phone' || JSON.stringify(audience),
        },
      ],
    },
    {
      name: 'finds trend, week and odd days',
      task: 'What are the trends in revenue over time?',
      context: { rows: days(150, [80]) },
      checks: [
        typeIs('trends'),
        ...CITED,
        { name: 'rises by twelve a day', holds: ({ series: [{ trend }] }) => close(trend.slope, 12, 0.6, 'the slope') },
        { name: 'has a week', holds: ({ series: [{ seasonality }] }) => seasonality?.length === 7 || JSON.stringify(seasonality) },
        {
          name: 'finds the odd day',
          holds: ({ series: [{ anomalies }] }) => anomalies[0]?.at === '2026-03-22' || JSON.stringify(anomalies),
        },
      ],
    },
    {
      name: 'forecasts two weeks and says how well it does that',
      task: 'Forecast the revenue of the next days.',
      context: { rows: days(150) },
      checks: [
        typeIs('prediction'),
        ...CITED,
        {
          name: 'the intervals hold what comes',
          holds: ({ series: [{ forecast }] }) => {
            const actual = days(164).slice(150);
            const inside = forecast.points.filter(
              ({ low, high }, ahead) => actual[ahead].revenue >= low && actual[ahead].revenue <= high,
            ).length;
            return (forecast.points.length === 14 && inside >= 12) || `${inside} of ${forecast.points.length} inside`;
          },
        },
        {
          name: 'tells the error of its backtest',
          holds: ({ series: [{ forecast }] }) =>
            (forecast.backtest.origins >= 2 && forecast.backtest.relative_error < 0.1) || JSON.stringify(forecast.backtest),
        },
      ],
    },
    {
      name: 'follows the columns it is told, and their combinations',
      task: 'How did the campaign perform?',
      context: {
        rows: customers(3000, ARMS).map(({ variant, visit, device }, index) => ({
          a: variant,
          b: visit,
          c: device,
          d: index % 2 === 0 ? 'x' : 'y',
        })),
        columns: { arm: 'a', visit: 'b', dimensions: ['c', ['c', 'd']] },
      },
      checks: [
        ...CITED,
        {
          name: 'breaks down by what was named',
          holds: ({ breakdowns }) => {
            const found = breakdowns.map(({ dimension, levels }) => `${dimension}:${levels.length}`).join(' ');
            return found === 'c:2 c × d:4' || found;
          },
        },
      ],
    },
    {
      name: 'says what it lacks without rows',
      task: 'Which e-mail worked best?',
      checks: [
        { name: 'asks for data', holds: ({ data_needed }) => data_needed.length > 0 || 'nothing asked' },
        { name: 'is not sure', holds: (_output, { confidence }) => confidence <= 0.3 || `confidence ${confidence}` },
      ],
    },
    {
      name: 'refuses a test of one arm',
      task: 'Compare the arms.',
      context: { rows: customers(50, { A: 0.3 }) },
      mayFail: true,
      checks: [refuses('context.columns.arm')],
    },
    {
      name: 'refuses to forecast a week',
      task: 'Forecast revenue.',
      context: { rows: days(7) },
      mayFail: true,
      checks: [refuses('context.columns.date')],
    },
  ],
};
