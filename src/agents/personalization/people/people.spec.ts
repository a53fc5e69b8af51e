import { isGranted, isSo } from './answers';
import { consentField, withdrawalFields } from './consent-field';
import { emailField } from './fields';
import { countRecent } from './count-recent';
import { SuppressionList } from './suppression-list';
import { mailAddress } from './address';

const NOW = Date.parse('2026-03-10T12:00:00Z');

describe('what is known of people', () => {
  it('takes only what grants consent for consent', () => {
    const granted = [true, 1, 'true', 'YES', ' y ', '1', 'granted', 'Opted-In', 'opted_in', 'subscribed', 't', 'on'];
    const refused = [false, 0, null, undefined, '', 'no', 'maybe', 'unsubscribed', '2', 2, -1, NaN, [], {}, [true], 'null', '2026-01-01'];
    expect([granted.filter((value) => !isGranted(value)), refused.filter(isGranted)]).toEqual([[], []]);
  });

  it('takes whatever does not deny it for a withdrawal, the date of one as well', () => {
    const withdrawn = [true, 1, 'true', 'yes', '2026-01-01', 'hard', 'x', 1_770_000_000];
    const denied = [false, 0, null, undefined, '', ' ', 'No', 'false', '0', 'never', 'n/a', 'off'];
    expect([withdrawn.filter((value) => !isSo(value)), denied.filter(isSo)]).toEqual([[], []]);
  });

  it('finds fields however they are written, and says which is meant when one is not there', () => {
    expect(consentField(['email', 'Opt-In'], undefined)).toBe('Opt-In');
    expect(consentField(['email', 'age'], undefined)).toBeUndefined();
    expect(() => consentField(['email', 'gdpr_consent'], 'gdpr_concent')).toThrow(/context.consent_field: .*did you mean gdpr_consent/);
    expect(withdrawalFields(['Unsubscribed', 'bounced', 'opted out', 'name'])).toEqual(['Unsubscribed', 'opted out', 'bounced']);
    expect(emailField(['Name', 'E-Mail'], 'context.recipients')).toBe('E-Mail');
    expect(() => emailField(['name'], 'context.recipients')).toThrow(/context.recipients: needs a field "email"/);
  });

  it('counts what was sent within the days before, and what cannot be read', () => {
    expect(countRecent('2026-03-09; 2026-03-04|2026-03-03, soon', 7, NOW)).toEqual({ recent: 2, unreadable: 1 });
    expect(countRecent(['2026-03-09', null, ''], 7, NOW)).toEqual({ recent: 1, unreadable: 0 });
    expect(countRecent('2026-03-03T12:00:00Z', 7, NOW).recent).toBe(0);
    expect(countRecent('2026-03-03T12:00:01Z', 7, NOW).recent).toBe(1);
    expect(countRecent('2026-03-11', 7, NOW).recent).toBe(1);
    expect(countRecent(undefined, 7, NOW)).toEqual({ recent: 0, unreadable: 0 });
  });

  it('suppresses addresses in all spellings and whole domains, and passes over no entry that it cannot read', () => {
    const list = new SuppressionList();
    for (const entry of [' Ann@Example.com', '@bücher.example', '', null]) list.take(entry, () => 'entry');
    const has = (address: string) => list.has(mailAddress(address)!);
    expect([has('ann@EXAMPLE.COM'), has('bob@example.com'), has('x@xn--bcher-kva.example'), has('x@mail.bücher.example')]).toEqual([
      ...[true, false, true, false],
    ]);
    expect(list.blank).toBe(2);
    for (const entry of ['ann', '@', '@localhost', 7, {}]) {
      expect(() => list.take(entry, () => 'context.suppression_list[4]')).toThrow(
        /context\.suppression_list\[4\]: must be an e-mail address/,
      );
    }
  });
});
