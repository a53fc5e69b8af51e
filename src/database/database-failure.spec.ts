import { MeshError } from '../errors';
import { databaseFailure, reasonOf } from './database-failure';

const withCode = (code: string) => Object.assign(new Error('said by the driver'), { code });

describe('databaseFailure', () => {
  it.each([
    ['ECONNREFUSED', 'database-unavailable', true],
    ['EPIPE', 'database-unavailable', true],
    ['57P01', 'database-unavailable', true],
    ['28P01', 'database-unavailable', true],
    ['40P01', 'database-unavailable', false],
    ['42P01', 'database-command-failed', false],
    ['23505', 'database-command-failed', false],
  ])('of %s is %s', (code, expected, isAway) => {
    const failure = databaseFailure(withCode(code));
    expect([failure.error.code, failure.isAway]).toEqual([expected, isAway]);
  });

  it('takes what has no code for a lost connection, and leaves errors of our own as they are', () => {
    expect(databaseFailure(new Error('Connection terminated')).isAway).toBe(true);
    const own = new MeshError('unavailable', 'redis-unavailable', 'away');
    expect(databaseFailure(own)).toEqual({ error: own, isAway: false });
  });

  it('finds words for the log', () => {
    expect([reasonOf(withCode('X')), reasonOf(Object.assign(new Error(), { code: 'ECONNREFUSED' })), reasonOf(undefined)]).toEqual([
      'said by the driver',
      'ECONNREFUSED',
      '',
    ]);
  });
});
