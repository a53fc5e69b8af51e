import { ProviderError } from '../provider-error';
import { exhausted } from './chain-failures';

const left = (retryAfterSeconds?: number) =>
  new ProviderError('unavailable', 'provider-circuit-open', 'x', {
    retryable: false,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });

describe('the failure of a whole chain', () => {
  it('is worth another try when somebody said when to come back, though none of the models may be asked now', () => {
    expect(exhausted({ attempts: [], failures: [left(9), left(4), left()] })).toMatchObject({ retryable: true, retryAfterSeconds: 4 });
  });

  it('is final when every failure is and nobody said when to come back', () => {
    expect(exhausted({ attempts: [], failures: [left()] })).toMatchObject({ retryable: false, retryAfterSeconds: undefined });
  });
});
