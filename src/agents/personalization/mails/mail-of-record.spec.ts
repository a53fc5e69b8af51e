import type { Datasets } from '../../../datasets';
import type { AgentTask } from '../../agent';
import { earlierMails } from './earlier-mails';
import { mailOfRecord } from './mail-of-record';

const noDatasets = {} as Datasets; // no step has assigned anybody
const segment = (id: string, level: string | null, send = true) => ({ id, dimension: level === null ? null : 'city', level, send });
const taskOf = (...outputs: Record<string, unknown>[]) => {
  const inputs = Object.fromEntries(outputs.map((output, at) => [`s${at}`, { agentType: 'x', summary: '', output }]));
  return { inputs } as unknown as AgentTask;
};
const people = [{ city: 'Oslo' }, { city: 'Lima' }, { city: 'Rome' }, {}];

describe('mailOfRecord', () => {
  it('gives the one mail there is to everybody', async () => {
    const mailOf = await mailOfRecord(taskOf({ pieces: [] }), noDatasets, ['piece'], ['city']);
    expect(people.map(mailOf)).toEqual(['piece', 'piece', 'piece', 'piece']);
  });

  it('gives the mail of a segment to nobody else, also where it is the only one', async () => {
    const task = taskOf({ segments: [segment('oslo', 'Oslo'), segment('lima', 'Lima', false)] });
    const mailOf = await mailOfRecord(task, noDatasets, ['oslo'], ['city']);
    expect(people.map(mailOf)).toEqual(['oslo', undefined, undefined, undefined]);
  });

  it('goes by a field that names the segment, before anything else', async () => {
    const task = taskOf({ segments: [segment('a', 'Oslo'), segment('b', 'Lima')] });
    const mailOf = await mailOfRecord(task, noDatasets, ['a', 'b'], ['city', 'segment']);
    expect([{ segment: 'b', city: 'Oslo' }, { segment: 'c' }, {}].map(mailOf)).toEqual(['b', undefined, undefined]);
  });

  it.each([[['a', 'b']], [['a']]])('refuses to guess who gets which of %j where segments are only words', async (ids) => {
    const task = taskOf({ segments: [segment('a', null), segment('b', null)] });
    await expect(mailOfRecord(task, noDatasets, ids, ['city'])).rejects.toMatchObject({
      errors: [{ field: 'context.recipients', message: expect.stringMatching(/need a field segment_id or segment/) as string }],
    });
  });
});

describe('earlierMails', () => {
  const piece = { id: 'a', subject: 'Hi', preheader: 'There', headline: 'Hello', body: ['One.', 'Two.'], call_to_action: 'Go' };

  it('takes the copy as plain text, unless it was laid out', () => {
    expect(earlierMails(taskOf({ pieces: [piece] }))).toEqual(
      new Map([['a', { subject: 'Hi', preheader: 'There', text: 'Hello\n\nOne.\n\nTwo.\n\nGo' }]]),
    );
    const laidOut = { emails: [{ id: 'a', subject: 'Hi', html: '<p>' }] };
    expect(earlierMails(taskOf({ pieces: [piece] }, laidOut))).toEqual(new Map([['a', { subject: 'Hi', html: '<p>' }]]));
  });

  it('passes over what is no mail', () => {
    expect(earlierMails(taskOf({ emails: [null, 3, { id: 1, html: 'x' }], pieces: [{ id: 'a' }] })).size).toBe(0);
  });
});
