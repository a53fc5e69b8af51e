import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { RawBodies } from '../../src/security';
import { peppersById, signingKeyIdOf, signingKeyOf } from '../../src/security/signing/signing-key';
import { stringToSign } from '../../src/security/signing/string-to-sign';
import { verifySignature } from '../../src/security/signing/verify-signature';

const PEPPER = 'a pepper';
const GUIDE = readFileSync(join(__dirname, '../../docs/signed-requests.md'), 'utf8');

async function verified(request: IncomingMessage): Promise<string> {
  RawBodies.arrived(request, await buffer(request));
  const header = (name: string) => String(request.headers[name]);
  const shown = {
    key: header('x-mesh-key'),
    timestamp: header('x-mesh-timestamp'),
    nonce: header('x-mesh-nonce'),
    value: header('x-mesh-signature'),
  };
  const parts = { method: String(request.method), url: String(request.url), bodySha256: RawBodies.digestOf(request) };
  return verifySignature(shown, stringToSign({ ...parts, ...shown }), peppersById([PEPPER]), Date.now()).keyId;
}

describe('the guide to signed requests', () => {
  it('shows a client for Node whose requests are taken', async () => {
    const server = createServer((request, response) => {
      void verified(request).then(
        (keyId) => response.end(keyId),
        (error: unknown) => response.end(String(error)),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const id = signingKeyIdOf('key_0123456789abcdef', 0, PEPPER);
    const client = {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      signingKeyId: id,
      signingKey: signingKeyOf(PEPPER, id).toString('base64url'),
    };
    const calls = [`'GET', '/tasks?b=2&a=%20x'`, `'POST', '/tasks', '{"goal":"ö"}'`, `'DELETE', '/tasks/1'`];
    const script = calls.map((call) => `console.log(await (await signedFetch(${JSON.stringify(client)}, ${call})).text());`);
    const snippet = /```js\n([^]*?)```/.exec(GUIDE)?.[1] ?? '';
    try {
      const source = [snippet, ...script].join('\n');
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', source], { timeout: 10_000 });
      expect(stdout.trim().split('\n')).toEqual(calls.map(() => 'key_0123456789abcdef'));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
