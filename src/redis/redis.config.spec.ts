import { loadConfig } from '../config';
import { RedisConfig } from './redis.config';

const load = (environment: NodeJS.ProcessEnv) => () => loadConfig([RedisConfig], environment);

describe('the settings of Redis', () => {
  it('need nothing', () => {
    expect(load({})().get(RedisConfig)).toMatchObject({ url: 'redis://127.0.0.1:6379' });
  });

  it('take files for TLS that can be read', () => {
    const files = { REDIS_TLS_CA_FILE: __filename, REDIS_TLS_CERT_FILE: __filename, REDIS_TLS_KEY_FILE: __filename };
    expect(load({ REDIS_URL: 'rediss+cluster://a,b', ...files })().get(RedisConfig)).toMatchObject({ tlsCaFile: __filename });
  });

  it('name the variable at fault, and never show a password', () => {
    expect(load({ REDIS_URL: 'redis://me:hunter2@a,b' })).toThrow(/REDIS_URL: must name one server/);
    expect(load({ REDIS_URL: 'redis://me:hunter2@a,b' })).not.toThrow(/hunter2/);
  });

  it.each([
    [{ REDIS_TLS_CA_FILE: '/nowhere/ca.pem' }, /REDIS_TLS_CA_FILE: must name a file that can be read/],
    [{ REDIS_TLS_CA_FILE: __dirname }, /REDIS_TLS_CA_FILE: must name a file that can be read/],
    [{ REDIS_TLS_CERT_FILE: __filename }, /REDIS_TLS_CERT_FILE: needs REDIS_TLS_KEY_FILE/],
    [{ REDIS_TLS_KEY_FILE: __filename }, /REDIS_TLS_KEY_FILE: needs REDIS_TLS_CERT_FILE/],
    [{ REDIS_URL: 'redis://h', REDIS_TLS_CA_FILE: __filename }, /REDIS_TLS_CA_FILE: is of no use without rediss/],
  ])('refuse %j', (environment, fault) => {
    expect(load({ REDIS_URL: 'rediss://h', ...environment })).toThrow(fault);
    expect(load({ REDIS_URL: 'rediss://h', ...environment })).not.toThrow(/nowhere/);
  });
});
