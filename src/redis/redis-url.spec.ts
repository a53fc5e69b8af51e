import fc from 'fast-check';
import { parseRedisUrl, placeOf, RedisUrlFault } from './redis-url';

describe('parseRedisUrl', () => {
  it('reads one server, with what is left out', () => {
    const localhost = { kind: 'single', nodes: [{ host: 'localhost', port: 6379 }], tls: false, db: 0 };
    expect(parseRedisUrl('redis://localhost')).toEqual(localhost);
    expect(parseRedisUrl('redis://localhost/')).toEqual(localhost);
    expect(parseRedisUrl('rediss://me:p%40ss%2F@[::1]:7000/3')).toEqual({
      kind: 'single',
      nodes: [{ host: '::1', port: 7000 }],
      tls: true,
      username: 'me',
      password: 'p@ss/',
      db: 3,
    });
  });

  it('reads a password without a user, and one with an at sign in it', () => {
    expect(parseRedisUrl('redis://:secret@h')).toMatchObject({ password: 'secret' });
    expect(parseRedisUrl('redis://:secret@h')).not.toHaveProperty('username');
    expect(parseRedisUrl('redis://:s@cret@h')).toMatchObject({ password: 's@cret', nodes: [{ host: 'h' }] });
  });

  it('reads a Cluster', () => {
    const nodes = [
      { host: 'a', port: 7000 },
      { host: 'b', port: 6379 },
    ];
    expect(parseRedisUrl('rediss+cluster://u:p@a:7000,b')).toEqual({ kind: 'cluster', nodes, tls: true, username: 'u', password: 'p' });
  });

  it('reads Sentinels, the name of the master and the database', () => {
    const expected = {
      kind: 'sentinel',
      nodes: [
        { host: 'a', port: 26379 },
        { host: 'b', port: 1 },
      ],
      tls: false,
    };
    expect(parseRedisUrl('redis+sentinel://a,b:1/my%20master')).toEqual({ ...expected, masterName: 'my master', db: 0 });
    expect(parseRedisUrl('redis+sentinel://a,b:1/main/2')).toEqual({ ...expected, masterName: 'main', db: 2 });
  });

  it.each([
    '',
    'http://h',
    'redis://',
    'redis://h:0',
    'redis://h:70000',
    'redis://a,b',
    'redis://h/x',
    'redis://h/0/1',
    'redis://h?password=x',
    'redis://user@h',
    'redis://:%zz@h',
    'redis+cluster://h/1',
    'redis+cluster://a,,b',
    'redis+sentinel://h',
    'redis+sentinel://h/m/x',
    'redis+other://h',
  ])('finds the fault of %j', (url) => {
    expect(() => parseRedisUrl(url)).toThrow(RedisUrlFault);
  });

  it('gives back any user and password, and neither shows nor tells them', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.stringMatching(/^[A-Z]{8,}$/), (username, password) => {
        const credentials = `${encodeURIComponent(username)}:${encodeURIComponent(password)}`;
        const address = parseRedisUrl(`redis+cluster://${credentials}@h:1`);
        expect(address).toMatchObject({ username, password });
        expect(placeOf(address)).toBe('redis+cluster://h:1');
        expect(() => parseRedisUrl(`redis://${credentials}@h:x`)).not.toThrow(password);
      }),
    );
  });

  it.each(['redis://h:6379', 'rediss+cluster://a:1,[::1]:2', 'redis+sentinel://a:1/main'])('shows %s as it is', (url) => {
    expect(placeOf(parseRedisUrl(url))).toBe(url);
  });
});
