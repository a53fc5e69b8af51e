import fs from 'node:fs';
import path from 'node:path';
import { Failure } from '../../../scripts/failure.mjs';
import { ensurePeer } from '../peers.mjs';

/** The version measured. */
export const PORTKEY_VERSION = '1.15.2';

/** Newer versions of the two overridden packages make every Portkey stream answer 500. */
const MANIFEST = {
  dependencies: { '@portkey-ai/gateway': PORTKEY_VERSION },
  overrides: { '@hono/node-server': '1.13.5', hono: '4.9.7' },
};

/** Portkey's own build passes a third argument that the published async-retry drops; without it each call fails. */
const PATCH = { file: 'async-retry/lib/index.js', from: 'val = fn(bail, num);', to: 'val = fn(bail, num, op);' };

/**
 * Installs the Portkey gateway.
 * @returns {Promise<string>} the program to run with Node
 */
export async function ensurePortkey() {
  const modules = await ensurePeer('portkey', MANIFEST, patch);
  return path.join(modules, '@portkey-ai/gateway/build/start-server.js');
}

function patch(modules) {
  const patched = path.join(modules, PATCH.file);
  const source = fs.readFileSync(patched, 'utf8');
  if (!source.includes(PATCH.from) && !source.includes(PATCH.to))
    throw new Failure(`${PATCH.file} is not as expected: the patch does not fit`);
  fs.writeFileSync(patched, source.replace(PATCH.from, PATCH.to));
}
