// Uploads a made-up campaign as CSV: `node upload.mjs URL KEY BYTES`. Prints one line of JSON. The columns are those of a published e-mail
// experiment (Hillstrom, 2008).
const [url, key, bytes] = process.argv.slice(2);
const SEGMENTS = ['Mens E-Mail', 'Womens E-Mail', 'No E-Mail'];
const HISTORY = ['1) $0 - $100', '2) $100 - $200', '3) $200 - $350', '4) $350 - $500', '5) $500 - $750'];
const CHANNELS = ['Phone', 'Web', 'Multichannel'];
const ZIPS = ['Surburban', 'Rural', 'Urban'];

/** The same numbers in every run (a linear congruential generator; Numerical Recipes). */
let state = 12_345;
const random = (below) => {
  state = (state * 1_664_525 + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
const one = (of) => of[random(of.length)];

function* pieces() {
  let text = 'recency,history_segment,history,mens,womens,zip_code,newbie,channel,segment,visit,conversion,spend\n';
  let length = 0;
  while (length + text.length < Number(bytes)) {
    const spend = random(100) === 0 ? (random(50_000) / 100).toFixed(2) : '0';
    text += `${1 + random(12)},${one(HISTORY)},${random(300_000) / 100},${random(2)},${random(2)},${one(ZIPS)},${random(2)},${one(CHANNELS)},${one(SEGMENTS)},${random(2)},${random(2)},${spend}\n`;
    if (text.length < 65_536) continue;
    length += text.length;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

const body = Buffer.concat([...pieces()]);
const startedAt = performance.now();
const response = await fetch(`${url}?name=benchmark`, {
  method: 'POST',
  headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'text/csv' },
  body,
});
const answer = await response.json();
const seconds = (performance.now() - startedAt) / 1_000;
if (response.status !== 201) throw new Error(JSON.stringify(answer));
process.stdout.write(JSON.stringify({ seconds, bytes: body.length, answer }));
