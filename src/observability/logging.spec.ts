import { Writable } from 'node:stream';
import { pino, type LoggerOptions } from 'pino';
import { loggerParams } from './logging';

/** What a line is when these facts are logged. */
function lineOf(facts: object): Record<string, unknown> {
  let line = '';
  const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => ((line += chunk.toString()), done()) });
  const { pinoHttp } = loggerParams({ logLevel: 'info' });
  pino(pinoHttp as LoggerOptions, sink).warn(facts, 'something failed');
  return JSON.parse(line) as Record<string, unknown>;
}

describe('a line of the log', () => {
  it('has what an error says and where, without personal data and secrets that it quotes', () => {
    const cause = new Error('upstream said: key sk-ant-api03-abcdefghijklmnopqrstuvwxyz0123456789 is wrong');
    const error = Object.assign(new Error('cannot mail anna.berg@mail.example, card 4111 1111 1111 1111', { cause }), {
      code: 'model-refused',
      body: { messages: ['my secret diary'] },
    });
    const { err } = lineOf({ taskId: 'task_1', err: error }) as { err: Record<string, string> };
    expect(err).toMatchObject({ type: 'Error', code: 'model-refused' });
    expect(err.message).toContain('cannot mail [EMAIL_ADDRESS], card [CREDIT_CARD]');
    expect(err.stack).toContain('logging.spec.ts');
    expect(JSON.stringify(err)).not.toMatch(/anna|4111|sk-ant|diary/);
  });

  it('has no more of an error than is worth a line', () => {
    const { err } = lineOf({ err: new Error('x'.repeat(100_000)) }) as { err: Record<string, string> };
    expect(err.message).toHaveLength(2_000);
  });

  it('has no personal data in reasons and details, and other facts as they are', () => {
    expect(
      lineOf({ reason: 'no route to anna@mail.example', detail: 'by 4111111111111111', taskId: 'task_4111111111111111', ms: 3 }),
    ).toMatchObject({
      reason: 'no route to [EMAIL_ADDRESS]',
      detail: 'by [CREDIT_CARD]',
      taskId: 'task_4111111111111111',
      ms: 3,
    });
    expect(lineOf({ prompt: 'x', err: 'lost anna@mail.example' })).toMatchObject({ prompt: '[redacted]', err: 'lost [EMAIL_ADDRESS]' });
  });
});
