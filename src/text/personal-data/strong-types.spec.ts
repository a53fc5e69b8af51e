import { findPersonalData } from './find-personal-data';
import { type PersonalDataType, STRONG_TYPES, SURE } from './personal-data';

/** Text, type, and the value that must be found in it. */
const ROWS: readonly (readonly [text: string, type: PersonalDataType, value: string])[] = [
  ['Write to jane.doe+news@mail.example.co.uk, please.', 'email_address', 'jane.doe+news@mail.example.co.uk'],
  ["mailto:o'brien@firma.de?subject=x", 'email_address', "o'brien@firma.de"],
  ['Contact: müller@bücher.example', 'email_address', 'müller@bücher.example'],
  ['почта: иван@почта.рф', 'email_address', 'иван@почта.рф'],
  ['<first_last@sub.domain.io>', 'email_address', 'first_last@sub.domain.io'],
  ['{"email":"a.b-c@x1.travel"}', 'email_address', 'a.b-c@x1.travel'],
  ['"john doe"@example.org is quoted', 'email_address', '"john doe"@example.org'],
  ['user@xn--bcher-kva.example wrote', 'email_address', 'user@xn--bcher-kva.example'],
  ['postmaster@[203.0.113.9] is odd', 'email_address', 'postmaster@[203.0.113.9]'],
  ['reach me: jane [at] example [dot] com', 'email_address', 'jane [at] example [dot] com'],
  ['jane (at) example.com', 'email_address', 'jane (at) example.com'],
  ['email=bob@example.com&x=1', 'email_address', 'bob@example.com'],
  ['Ask Tom@contoso.com.', 'email_address', 'Tom@contoso.com'],

  ['Call me on 01.84.17.61.18', 'phone_number', '01.84.17.61.18'],
  ["They're not answering at 516 466 638", 'phone_number', '516 466 638'],
  ['Phone: 0378 3549890', 'phone_number', '0378 3549890'],
  ['ring 0961-7596216 now', 'phone_number', '0961-7596216'],
  ['(37) 788-063-Office', 'phone_number', '(37) 788-063'],
  ['Fax: 345-899-3560x4587', 'phone_number', '345-899-3560x4587'],
  ['Desk: +447700 921 916', 'phone_number', '+447700 921 916'],
  ['My number changed to 0490 39 07 81 last week', 'phone_number', '0490 39 07 81'],
  ['You can call (12) 3650-8833', 'phone_number', '(12) 3650-8833'],
  ['0650 995 04 94', 'phone_number', '0650 995 04 94'],
  ['(415) 555-2671 is mine', 'phone_number', '(415) 555-2671'],
  ['dial 415.555.2671 ext. 12', 'phone_number', '415.555.2671 ext. 12'],
  ['+1 (415) 555-2671', 'phone_number', '+1 (415) 555-2671'],
  ['Reach us at +49 (0)30 901820', 'phone_number', '+49 (0)30 901820'],
  ['Tel. 030/901820-0', 'phone_number', '030/901820-0'],
  ['Handy: 0171 1234567', 'phone_number', '0171 1234567'],
  ['Mein Telefon ist 0043 1 58858 0', 'phone_number', '0043 1 58858 0'],
  ['Tél. : 06 12 34 56 78', 'phone_number', '06 12 34 56 78'],
  ['WhatsApp +55 11 91234-5678', 'phone_number', '+55 11 91234-5678'],
  ['móvil 612 345 678', 'phone_number', '612 345 678'],
  ['tel:+81-3-1234-5678', 'phone_number', '+81-3-1234-5678'],
  ['电话：138 0013 8000', 'phone_number', '138 0013 8000'],
  ['携帯 090-1234-5678', 'phone_number', '090-1234-5678'],
  ['Телефон: 8 (495) 123-45-67', 'phone_number', '8 (495) 123-45-67'],
  ['전화 010-1234-5678', 'phone_number', '010-1234-5678'],
  ['My phone number is 5551234567', 'phone_number', '5551234567'],
  ['text me 07700 900123', 'phone_number', '07700 900123'],
  ['mobile 9876543210', 'phone_number', '9876543210'],
  ['Please update my phone to 555.123.4567', 'phone_number', '555.123.4567'],
  ['Llámame al 655123456', 'phone_number', '655123456'],
  ['+(33)-0144 75 83 38', 'phone_number', '+(33)-0144 75 83 38'],
  ['call 555-0199', 'phone_number', '555-0199'],

  ['My credit card 3548305079656019 has been lost', 'credit_card', '3548305079656019'],
  ['card no 4735110554588', 'credit_card', '4735110554588'],
  ['4111 1111 1111 1111', 'credit_card', '4111 1111 1111 1111'],
  ['5500-0000-0000-0004 exp 12/29', 'credit_card', '5500-0000-0000-0004'],
  ['amex 3782 822463 10005', 'credit_card', '3782 822463 10005'],
  ['Kreditkarte: 4012888888881881', 'credit_card', '4012888888881881'],
  ['mit der Karte 4111111111111111 bezahlt', 'credit_card', '4111111111111111'],
  ['Diners 30569309025904', 'credit_card', '30569309025904'],
  ['the card 676222165679', 'credit_card', '676222165679'],
  ['card number 4111 1111 1111 1112', 'credit_card', '4111 1111 1111 1112'],

  ['my friend at 4532 7153 3790 1243, cvv on the back', 'credit_card', '4532 7153 3790 1243'],

  ['my iban is gb42nawi04454264788619', 'iban', 'gb42nawi04454264788619'],
  ['IBAN: DE89 3704 0044 0532 0130 00.', 'iban', 'DE89 3704 0044 0532 0130 00'],
  ['Pay FR14 2004 1010 0505 0001 3M02 606 today', 'iban', 'FR14 2004 1010 0505 0001 3M02 606'],
  ['NL91ABNA0417164300', 'iban', 'NL91ABNA0417164300'],
  ['IBAN NO93 8601 1117 947 by Friday', 'iban', 'NO93 8601 1117 947'],
  ['to CH93 0076 2011 6238 5295 7, thanks', 'iban', 'CH93 0076 2011 6238 5295 7'],
  ['IBAN: DE00370400440532013000', 'iban', 'DE00370400440532013000'],

  ["Here's my SSN: 849-66-3189", 'us_ssn', '849-66-3189'],
  ['His social security number is 060-25-2440', 'us_ssn', '060-25-2440'],
  ['536-32-3065', 'us_ssn', '536-32-3065'],
  ['SSN 536323065 on file', 'us_ssn', '536323065'],
  ['social: 536 32 3065', 'us_ssn', '536 32 3065'],
  ['SSN ends: XXX-XX-1234', 'us_ssn', 'XXX-XX-1234'],

  ['my passport number is C01X00T47', 'passport', 'C01X00T47'],
  ['Passport No: 533380006', 'passport', '533380006'],
  ['Reisepass Nr. C4VJ5K2L8 7', 'passport', 'C4VJ5K2L8 7'],
  ['passeport n° 09AE12345', 'passport', '09AE12345'],
  ['护照号码 E12345678', 'passport', 'E12345678'],
  ['Паспорт: 4509 123456', 'passport', '4509 123456'],

  ["My driver's license number is M943688896309", 'driver_license', 'M943688896309'],
  ["my driver's license number is 2270-66-1551", 'driver_license', '2270-66-1551'],
  ['Driving licence: MORGA657054SM9IJ', 'driver_license', 'MORGA657054SM9IJ'],
  ['Führerschein B072RRE2I55', 'driver_license', 'B072RRE2I55'],
  ['DL# D1234567', 'driver_license', 'D1234567'],

  ['blocked 195.206.132.199 today', 'ip_address', '195.206.132.199'],
  ['client_ip = ?%//!%20\\|19.253.176.22|%20/', 'ip_address', '19.253.176.22'],
  ['my IP is 10.1.2.3', 'ip_address', '10.1.2.3'],
  ['from 3b20:9a3a:1b2f:7ce:9ef1:4787:85fc:261e port 22', 'ip_address', '3b20:9a3a:1b2f:7ce:9ef1:4787:85fc:261e'],
  ['[2a00:1450:4001:81b::200e]:443', 'ip_address', '2a00:1450:4001:81b::200e'],
  ['http://51.15.20.7:8080/x', 'ip_address', '51.15.20.7'],

  ['MAC 00:1B:44:11:3A:B7', 'mac_address', '00:1B:44:11:3A:B7'],
  ['arp 3c-22-fb-a1-b2-c3', 'mac_address', '3c-22-fb-a1-b2-c3'],
  ['Cisco 0011.22aa.bb33', 'mac_address', '0011.22aa.bb33'],

  ['send to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'crypto_wallet', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
  ['3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy', 'crypto_wallet', '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy'],
  ['bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', 'crypto_wallet', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'],
  ['eth 0x742d35Cc6634C0532925a3b844Bc454e4438f44e', 'crypto_wallet', '0x742d35Cc6634C0532925a3b844Bc454e4438f44e'],
];

it.each(ROWS)('finds in %j a %s: %j', (text, type, value) => {
  const found = findPersonalData(text).filter(({ score }) => score >= SURE);
  expect(found.filter((span) => STRONG_TYPES.has(span.type)).map((span) => [span.type, text.slice(span.start, span.end)])).toEqual([
    [type, value],
  ]);
});

it('finds each of several in one text, in order and apart', () => {
  const text = 'Jane (jane@example.com, +44 20 7946 0958) paid with 4111 1111 1111 1111 from 51.15.20.7; SSN 536-32-3065.';
  const found = findPersonalData(text, STRONG_TYPES);
  expect(found.map(({ type }) => type)).toEqual(['email_address', 'phone_number', 'credit_card', 'ip_address', 'us_ssn']);
  for (const [index, span] of found.entries()) expect(span.start).toBeGreaterThanOrEqual(found[index - 1]?.end ?? 0);
});

it('says the same of a place whatever types are asked for', () => {
  for (const [text] of ROWS) {
    const all = findPersonalData(text);
    for (const type of STRONG_TYPES) {
      expect(findPersonalData(text, new Set([type]))).toEqual(all.filter((span) => span.type === type));
    }
  }
});
