import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

/** A certificate for 127.0.0.1 in `folder`; false where there is no openssl. */
function makeCertificate(folder: string): boolean {
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=ai-mesh-test', '-addext', 'subjectAltName=IP:127.0.0.1'];
  try {
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
    execFileSync('openssl', ['req', '-x509', '-nodes', '-days', '1', ...curve, ...files, ...subject], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('Redis behind TLS', () => {
  let folder: string;
  let redis: RedisServer;
  let front: Server;
  let isPossible = false;
  const file = (name: string) => join(folder, name);
  beforeAll(async () => {
    Logger.overrideLogger(false);
    folder = mkdtempSync(join(tmpdir(), 'ai-mesh-tls-'));
    redis = await RedisServer.start();
    isPossible = makeCertificate(folder);
    if (!isPossible) return console.warn('skipped: no openssl makes a certificate here');
    // Not every Redis program is built with TLS: this ends it, and asks for the certificate of the client.
    const [key, cert] = [readFileSync(file('key.pem')), readFileSync(file('cert.pem'))];
    front = createServer({ key, cert, ca: cert, requestCert: true, rejectUnauthorized: true }, (socket) => {
      const behind = connect(redis.port, '127.0.0.1');
      socket.on('error', () => behind.destroy()).on('close', () => behind.destroy());
      behind.on('error', () => socket.destroy()).on('close', () => socket.destroy());
      socket.pipe(behind).pipe(socket);
    });
    await once(front.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(async () => {
    front?.close();
    await redis.remove();
    rmSync(folder, { recursive: true });
  });

  const url = () => `rediss://127.0.0.1:${(front.address() as AddressInfo).port}`;

  it('is trusted by the file of its authority, and trusts us by our certificate', async () => {
    if (!isPossible) return;
    const files = { tlsCaFile: file('cert.pem'), tlsCertFile: file('cert.pem'), tlsKeyFile: file('key.pem') };
    const client = await connectedClient({ url: url(), ...files });
    expect(await client.run((connection) => connection.set('{a}', '1'))).toBe('OK');
    client.onApplicationShutdown();
  });

  it('is not spoken to when its authority is unknown', async () => {
    if (!isPossible) return;
    await expect(connectedClient({ url: url() })).rejects.toMatchObject({ code: 'redis-unreachable' });
  });
});
