import { Failure } from './failure.mjs';
import { onPath } from './on-path.mjs';
import { redisFromDebian } from './redis-debian.mjs';

const INSTALL = {
  darwin: ['brew install redis'],
  win32: ['use WSL (https://learn.microsoft.com/windows/wsl), and there: sudo apt-get install -y redis-server'],
  linux: [
    'sudo apt-get install -y redis-server   # Debian, Ubuntu',
    'sudo dnf install -y redis              # Fedora',
    'sudo apk add redis                     # Alpine',
  ],
};

/**
 * A Redis server program that can be started here: redis-server or valkey-server from the PATH, else unpacked Debian packages.
 * @returns {Promise<{ program: string, env: object, from: string } | undefined>}
 */
export async function findRedisProgram() {
  for (const name of ['redis-server', 'valkey-server']) {
    const program = onPath(name);
    if (program) return { program, env: {}, from: program };
  }
  return redisFromDebian();
}

/** What to tell a person on whose machine no Redis was found and none could be started. */
export function noRedis() {
  const ways = [
    ...(INSTALL[process.platform] ?? INSTALL.linux),
    'docker run -d --name mesh-redis -p 127.0.0.1:6379:6379 redis:7-alpine redis-server --appendonly yes',
  ];
  return new Failure(
    [
      'no Redis was found and none could be started. Do one of these, then run the same command again:',
      ...ways.map((way) => `  ${way}`),
      '  REDIS_URL=redis://user:password@host:6379   # a server of yours, version 7 or newer',
    ].join('\n'),
  );
}
