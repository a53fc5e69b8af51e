// The floor: the same mails by bare LiquidJS in a loop, nothing checked, nothing kept: `node floor.mjs COUNT`. Prints one line of JSON.
import { Liquid } from 'liquidjs';
import { recipients, TEMPLATE } from './mail.mjs';

const people = recipients(Number(process.argv[2]));
const engines = { html: new Liquid({ outputEscape: 'escape' }), text: new Liquid(), subject: new Liquid() };
const parts = Object.entries(TEMPLATE).map(([part, source]) => [engines[part], engines[part].parse(source)]);
const renderAll = (some) => {
  let characters = 0;
  for (const person of some) for (const [engine, parsed] of parts) characters += engine.renderSync(parsed, person).length;
  return characters;
};
renderAll(people.slice(0, 500));
const mailed = people.filter(({ consent }) => consent);
const startedAt = performance.now();
const characters = renderAll(mailed);
const seconds = (performance.now() - startedAt) / 1_000;
process.stdout.write(JSON.stringify({ seconds, mails: mailed.length, characters, peakMb: process.resourceUsage().maxRSS / 1_024 }));
