import type { MailTemplate } from '../templates/mail-template';
import type { AgentTask } from '../../agent';

/** Mails that one step renders. */
const MOST_MAILS = 50;

/**
 * The mails that earlier steps have made, by the id of their segment: laid out e-mails where there are some, else the pieces of copy as plain
 * text. Empty when no step has made any.
 */
export function earlierMails({ inputs }: Pick<AgentTask, 'inputs'>): Map<string, MailTemplate> {
  const outputs = Object.values(inputs).map(({ output }) => output);
  const listed = (name: string) => outputs.flatMap((output) => (Array.isArray(output[name]) ? (output[name] as unknown[]) : []));
  const laidOut = listed('emails').flatMap(laidOutMail);
  const mails = laidOut.length > 0 ? laidOut : listed('pieces').flatMap(plainMail);
  return new Map(mails.slice(0, MOST_MAILS));
}

function laidOutMail(value: unknown): [string, MailTemplate][] {
  const { id, subject, html } = fieldsOf(value);
  return typeof id === 'string' && typeof html === 'string' ? [[id, { ...textField('subject', subject), html }]] : [];
}

function plainMail(value: unknown): [string, MailTemplate][] {
  const { id, subject, preheader, headline, body, call_to_action: action } = fieldsOf(value);
  if (typeof id !== 'string' || !Array.isArray(body)) return [];
  const lines = [headline, ...(body as unknown[]), action].filter((line) => typeof line === 'string' && line.trim() !== '');
  return [[id, { ...textField('subject', subject), ...textField('preheader', preheader), text: lines.join('\n\n') }]];
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? { ...value } : {};
}

function textField<Name extends keyof MailTemplate>(name: Name, value: unknown): { [K in Name]?: string } {
  return (typeof value === 'string' && value !== '' ? { [name]: value } : {}) as { [K in Name]?: string };
}
