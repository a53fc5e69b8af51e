#!/usr/bin/env node
// Sums the public CSV into the rows of campaign.json: node aggregate.mjs FILE [--by past_purchases,channel,spend_band] [--write]
// Prints the rows, or with --write puts them into campaign.json beside this file.
// Money is summed in whole cents (squares in cents²), so that every sum is exact.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const DIMENSIONS = {
  channel: (row) => row.channel,
  spend_band: (row) => row.history_segment.replace(/^\d\) /, ''),
  past_purchases: (row) =>
    row.mens === '1' && row.womens === '1' ? 'menswear and womenswear' : row.mens === '1' ? 'menswear only' : 'womenswear only',
  area: (row) => row.zip_code.replace('Surburban', 'Suburban'),
  new_customer: (row) => (row.newbie === '1' ? 'yes' : 'no'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { by: { type: 'string', default: 'past_purchases,channel,spend_band' }, write: { type: 'boolean', default: false } },
});
const [file] = positionals;
const by = values.by.split(',');
const unknown = by.filter((name) => !(name in DIMENSIONS));
if (file === undefined || unknown.length > 0) {
  console.error(`usage: node aggregate.mjs FILE [--by ${Object.keys(DIMENSIONS).join(',')}] [--write]`);
  process.exit(2);
}

const [header, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
const names = header.split(',');
const cells = new Map();
for (const line of lines) {
  const row = Object.fromEntries(splitLine(line).map((value, index) => [names[index], value]));
  const levels = by.map((name) => DIMENSIONS[name](row));
  // Sorted by its last dimension first and by the band's number, so that levels first appear in their natural order.
  const order = by.map((name, index) => (name === 'spend_band' ? row.history_segment : levels[index])).reverse();
  const key = JSON.stringify([row.segment, ...order]);
  const cell = cells.get(key) ?? { arm: row.segment, levels, customers: 0, visits: 0, conversions: 0, cents: 0, centsSquared: 0 };
  const cents = Math.round(Number(row.spend) * 100);
  cell.customers += 1;
  cell.visits += Number(row.visit);
  cell.conversions += Number(row.conversion);
  cell.cents += cents;
  cell.centsSquared += cents * cents;
  cells.set(key, cell);
}

const rows = [...cells.keys()].sort().map((key) => {
  const { arm, levels, customers, visits, conversions, cents, centsSquared } = cells.get(key);
  const dimensions = Object.fromEntries(by.map((name, index) => [name, levels[index]]));
  return { arm, ...dimensions, customers, visits, conversions, spend: cents / 100, spend_squared: centsSquared / 10_000 };
});

if (values.write) {
  const target = new URL('campaign.json', import.meta.url);
  const campaign = JSON.parse(readFileSync(target, 'utf8'));
  campaign.context.campaign_data = rows;
  // Lists of words stay on one line, as the formatter has them.
  const json = JSON.stringify(campaign, null, 2).replace(/\[\s+("[^[\]{}]*")\s+\]/g, (_, words) => `[${words.replace(/\s*\n\s*/g, ' ')}]`);
  writeFileSync(target, `${json}\n`);
} else {
  console.log(JSON.stringify(rows, null, 2));
}

/** The fields of one CSV line; fields with commas stand in double quotes. */
function splitLine(line) {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map((match) => match[1] ?? match[2]);
}
