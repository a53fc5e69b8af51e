// What the check of one signed request with a small body costs, in microseconds: `npm run build`, then `node test/bench/security/signature.mjs`.
import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const signing = '../../../dist/security/signing';
const { peppersById, signingKeyIdOf, signingKeyOf } = require(`${signing}/signing-key.js`);
const { sha256Of, stringToSign } = require(`${signing}/string-to-sign.js`);
const { verifySignature } = require(`${signing}/verify-signature.js`);

const CHECKS = 20_000;
const ROUNDS = 9;
const pepper = 'a pepper of forty-three characters, base64u';
const peppers = peppersById([pepper]);
const key = signingKeyIdOf('key_0123456789abcdef', 0, pepper);
const body = Buffer.from(JSON.stringify({ goal: 'x'.repeat(200) }));
const nowMs = Date.now();
const request = { method: 'POST', url: '/api/mesh/tasks?b=2&a=1', timestamp: String(Math.floor(nowMs / 1000)), nonce: 'n'.repeat(22) };
const signed = stringToSign({ ...request, bodySha256: sha256Of(body) });
const shown = { ...request, key, value: `v1=${createHmac('sha256', signingKeyOf(pepper, key)).update(signed).digest('hex')}` };

const rounds = Array.from({ length: ROUNDS }, () => {
  const start = process.hrtime.bigint();
  for (let i = 0; i < CHECKS; i += 1) verifySignature(shown, stringToSign({ ...request, bodySha256: sha256Of(body) }), peppers, nowMs);
  return Number(process.hrtime.bigint() - start) / 1_000 / CHECKS;
}).sort((a, b) => a - b);
console.log(JSON.stringify({ bodyBytes: body.length, medianUs: +rounds[ROUNDS >> 1].toFixed(2), bestUs: +rounds[0].toFixed(2) }));
