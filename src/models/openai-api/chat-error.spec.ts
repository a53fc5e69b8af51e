import { BadRequestException, Logger } from '@nestjs/common';
import { invalidField, MeshError } from '../../errors';
import { exhausted } from '../chain/chain-failures';
import { chatErrorOf } from './chat-error';

describe('chatErrorOf', () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  it.each([
    [new MeshError('unauthenticated', 'api-key-unknown', 'x'), 401, 'invalid_api_key'],
    [new MeshError('not-found', 'model-not-found', 'x'), 404, 'model_not_found'],
    [new MeshError('rate-limited', 'rate-limited', 'x', { retryAfterSeconds: 2.4 }), 429, 'rate_limit_exceeded'],
    [new MeshError('budget-exceeded', 'budget-exceeded', 'x'), 429, 'insufficient_quota'],
    [new MeshError('too-large', 'context-exceeded', 'x'), 400, 'context_length_exceeded'],
    [new MeshError('too-large', 'provider-chain-exhausted', 'x'), 400, 'context_length_exceeded'],
    [new MeshError('too-large', 'image-too-large', 'x'), 413, 'image_too_large'],
    [new MeshError('unsafe', 'unsafe-content', 'x'), 400, 'content_filter'],
    [new MeshError('unavailable', 'provider-chain-exhausted', 'x'), 503, 'provider_chain_exhausted'],
    [new MeshError('timeout', 'provider-timeout', 'x'), 504, 'provider_timeout'],
    [new BadRequestException('no JSON'), 400, 'malformed_request'],
    [new Error('secret'), 500, 'internal_error'],
  ])('answers %s as %i %s', (error, status, code) => {
    const answer = chatErrorOf(error);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect(answer.body.error.message).not.toContain('secret');
  });

  it('names the parameter', () => expect(chatErrorOf(invalidField('n', 'must be 1')).body.error.param).toBe('n'));

  it('lets a client try again where it is told when', () => {
    const failures = [new MeshError('unavailable', 'provider-circuit-open', 'x', { retryable: false, retryAfterSeconds: 4 })];
    expect(chatErrorOf(exhausted({ attempts: [], failures })).headers).toEqual({ 'retry-after': '4' });
  });

  it('says when to come back, and when there is no use in it', () => {
    const limited = chatErrorOf(new MeshError('rate-limited', 'rate-limited', 'x', { retryAfterSeconds: 2.4 }));
    expect(limited.headers).toEqual({ 'retry-after': '3' });
    expect(chatErrorOf(new MeshError('budget-exceeded', 'budget-exceeded', 'x')).headers['x-should-retry']).toBe('false');
  });
});
