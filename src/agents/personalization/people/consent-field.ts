import { fieldsCalled, namedField } from './fields';

/** Fields that hold consent by their names. */
const CONSENT_FIELDS = ['consent', 'marketing_consent', 'opt_in', 'email_consent', 'subscribed'];
/** Fields that say, each alone, that somebody wants no mail or cannot be reached. */
const WITHDRAWAL_FIELDS = [
  ...['unsubscribed', 'unsubscribe', 'unsubscribed_at', 'opted_out', 'opt_out', 'opted_out_at'],
  ...['bounced', 'hard_bounced', 'complained', 'do_not_email', 'do_not_mail'],
];

/**
 * The field without whose consent nobody is mailed: `context.consent_field`, else one that is called `consent`, `marketing_consent`, `opt_in`,
 * `email_consent` or `subscribed`. Undefined when there is none. @throws MeshError invalid when no record has the field that is named.
 */
export function consentField(columns: readonly string[], given: unknown): string | undefined {
  return given === undefined ? fieldsCalled(columns, CONSENT_FIELDS)[0] : namedField(columns, given, 'context.consent_field');
}

/** The fields that take somebody out of the mailing: `unsubscribed`, `opted_out`, `bounced`, `complained` and the like. */
export function withdrawalFields(columns: readonly string[]): string[] {
  return fieldsCalled(columns, WITHDRAWAL_FIELDS);
}
