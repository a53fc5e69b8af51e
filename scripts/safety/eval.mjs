import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { ensureBuilt } from '../build.mjs';
import { Failure } from '../failure.mjs';
import { ensureInstalled } from '../install.mjs';
import { startProgress } from '../progress.mjs';

const USAGE = 'npm run safety:eval -- FILE.jsonl|FOLDER … [--write docs/benchmarks/safety.md]';
/** From here on a category counts as found: `flag_at` of the default policy. */
const FLAGGED = 0.5;
/** Texts that are looked at before the clock runs: a process that has just begun is no service. */
const WARMING = 100;
/** How the types of spans in known sets are called here; others are not looked for by number. */
const TYPE_OF = {
  EMAIL_ADDRESS: 'email_address',
  PHONE_NUMBER: 'phone_number',
  CREDIT_CARD: 'credit_card',
  IBAN_CODE: 'iban',
  US_SSN: 'us_ssn',
  IP_ADDRESS: 'ip_address',
  US_DRIVER_LICENSE: 'driver_license',
  PERSON: 'person_name',
  STREET_ADDRESS: 'street_address',
  ADDRESS: 'street_address',
  CRYPTO: 'crypto_wallet',
  URL_SECRET: 'secret',
};

/** Scores the content safety filter on rows {"text", "label": 1 where it is to be flagged, "source", "spans"?}, by source. */
export async function evaluateSafety(args) {
  const at = args.indexOf('--write');
  const target = at < 0 ? undefined : args[at + 1];
  const files = (at < 0 ? args : args.toSpliced(at, 2)).flatMap((path) => filesIn(path));
  if (files.length === 0 || (at >= 0 && target === undefined)) throw new Failure(USAGE);
  await ensureInstalled();
  await ensureBuilt();
  const require = createRequire(import.meta.url);
  const { scan } = require('../../dist/models/safety/detect/scan.js');
  const { findDanger } = require('../../dist/text/danger/find-danger.js');
  const rows = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => ({ file: basename(file), ...JSON.parse(line) })),
  );
  const judged = [];
  for (const { text } of rows.slice(0, WARMING)) await scan(text);
  const shown = startProgress('judging texts', () => `${judged.length} of ${rows.length}`);
  for (const row of rows) {
    const from = performance.now();
    const { scores, personal } = await scan(row.text);
    const ms = performance.now() - from;
    judged.push({ ...row, scores, personal, ms, isDangerous: findDanger(row.text).length > 0 });
  }
  shown.done('judged');
  const report = [bySource(judged), byType(judged)].filter((table) => table !== '').join('\n\n');
  console.log(report);
  if (target !== undefined) writeFileSync(target, page(report, files));
  return 0;
}

function filesIn(path) {
  if (!statSync(path, { throwIfNoEntry: false })) throw new Failure(`${path} is not there`);
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => join(path, name));
}

/** Texts with spans are about personal data; all others are flagged by any category but that. */
function isFlagged({ spans, scores }) {
  const { pii, secrets, ...others } = scores;
  return spans === undefined ? Math.max(...Object.values(others)) >= FLAGGED : Math.max(pii, secrets) >= FLAGGED;
}

function bySource(judged) {
  const sources = new Map();
  for (const row of judged) {
    const name = `${row.file} · ${row.source ?? ''}`;
    sources.set(name, [...(sources.get(name) ?? []), row]);
  }
  const lines = [...sources].map(([name, own]) => {
    const positive = own.filter(({ label }) => label === 1);
    const negative = own.filter(({ label }) => label !== 1);
    const found = positive.filter(isFlagged).length;
    const alarms = negative.filter(isFlagged).length;
    const [precision, recall] = [found / (found + alarms || 1), found / (positive.length || 1)];
    const isBoth = positive.length > 0 && negative.length > 0;
    const times = own.map(({ ms }) => ms).sort((a, b) => a - b);
    const time = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(2);
    const cells = [
      name,
      own.length,
      positive.length === 0 ? '' : percent(recall),
      negative.length === 0 ? '' : percent(alarms / negative.length),
      isBoth ? percent(precision) : '',
      isBoth ? percent((2 * precision * recall) / (precision + recall || 1)) : '',
      percent(own.filter(({ isDangerous }) => isDangerous).length / own.length),
      time(0.5),
      time(0.99),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| set · source | rows | found | false alarms | precision | F1 | dangerous input | ms p50 | p99 |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}

/** Of spans of each type, how many something of that type was found in. */
function byType(judged) {
  const types = new Map();
  for (const { spans = [], personal } of judged) {
    for (const [given, start, end] of spans) {
      const type = TYPE_OF[given];
      if (type === undefined) continue;
      const count = types.get(type) ?? { spans: 0, found: 0 };
      const isFound = personal.some((span) => span.start < end && start < span.end);
      types.set(type, { spans: count.spans + 1, found: count.found + (isFound ? 1 : 0) });
    }
  }
  if (types.size === 0) return '';
  const lines = [...types].map(([type, { spans, found }]) => `| ${type} | ${spans} | ${percent(found / spans)} |`);
  return ['| personal data | spans | found |', '| --- | ---: | ---: |', ...lines].join('\n');
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;

function page(report, files) {
  return `# Content safety: how much is found\n\nMade by \`npm run safety:eval -- ${files.map((file) => basename(file)).join(' ')} --write docs/benchmarks/safety.md\`; do not edit.
Found: rows that were to be flagged and were (recall). False alarms: rows that were not to be flagged and were. Dangerous input: rows with a payload of script, SQL, shell
and so on (\`src/text/danger\`), whatever their label. Sets with spans are about personal data, all others about
everything else. What the injection model was trained on is told in [its card](../injection-model.md): figures on those sets are better than on others.\n\n${report}\n`;
}
