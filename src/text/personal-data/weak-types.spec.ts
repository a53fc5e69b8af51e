import { findPersonalData } from './find-personal-data';
import { type PersonalDataType, SURE } from './personal-data';

const ROWS: readonly (readonly [text: string, type: PersonalDataType, value: string])[] = [
  ['My name is Jane Doe and I have a question', 'person_name', 'Jane Doe'],
  ['my name is jacob.', 'person_name', 'jacob'],
  ['Dear Mr. Ben Carter,', 'person_name', 'Ben Carter'],
  ['Dear Xiaoyu,', 'person_name', 'Xiaoyu'],
  ['Hi Romilda, thanks', 'person_name', 'Romilda'],
  ['For my take on Dr. Wells, see below', 'person_name', 'Wells'],
  ['Mrs Tammy Brynjólfsson called', 'person_name', 'Tammy Brynjólfsson'],
  ['Name: Chise T. Horiguchi\nPhone: x', 'person_name', 'Chise T. Horiguchi'],
  ['"lastName": "Okonkwo"', 'person_name', 'Okonkwo'],
  ['See you.\n\nKind regards,\nAmara Nwosu', 'person_name', 'Amara Nwosu'],
  ['Mit freundlichen Grüßen\nJürgen Klopstock', 'person_name', 'Jürgen Klopstock'],
  ['Ich heiße Anneliese Müller', 'person_name', 'Anneliese Müller'],
  ['Mein Name ist Özil', 'person_name', 'Özil'],
  ["Je m'appelle Éloïse Dupont", 'person_name', 'Éloïse Dupont'],
  ['Me llamo José García López', 'person_name', 'José García López'],
  ['Mi chiamo Giulia', 'person_name', 'Giulia'],
  ['Ik heet Pieter van den Berg.', 'person_name', 'Pieter van den Berg'],
  ['Nazywam się Agnieszka Kowalska', 'person_name', 'Agnieszka Kowalska'],
  ['Меня зовут Иван Петров', 'person_name', 'Иван Петров'],
  ['我叫王小明，', 'person_name', '王小明'],
  ['私の名前は田中太郎です', 'person_name', '田中太郎'],
  ['제 이름은 김철수입니다', 'person_name', '김철수'],
  ['The report is by Katarzyna Zielińska', 'person_name', 'Katarzyna Zielińska'],
  ['She named him Joshua', 'person_name', 'Joshua'],
  ["What's your last name? Matthíasson", 'person_name', 'Matthíasson'],

  ['I was born on 2/8/1935.', 'date_of_birth', '2/8/1935'],
  ['DOB: 1990-04-27', 'date_of_birth', '1990-04-27'],
  ['Date of birth: April 3rd, 1988', 'date_of_birth', 'April 3rd, 1988'],
  ['geboren am 12. März 1975 in Ulm', 'date_of_birth', '12. März 1975'],
  ['née le 14 juillet 1980', 'date_of_birth', '14 juillet 1980'],
  ['nacido el 3 de mayo de 1990', 'date_of_birth', '3 de mayo de 1990'],
  ['geboortedatum 01-02-1999', 'date_of_birth', '01-02-1999'],
  ['дата рождения 05.06.1977', 'date_of_birth', '05.06.1977'],
  ['出生日期：1990年1月2日', 'date_of_birth', '1990年1月2日'],
  ["Please tell me your date of birth. It's 11/10/1936", 'date_of_birth', '11/10/1936'],

  ['I live at 221B Baker Street, London', 'street_address', '221B Baker Street'],
  ['742 Evergreen Terrace\nSpringfield, IL 62704', 'street_address', '742 Evergreen Terrace'],
  ['Unit 5906 Box 6078\nDPO AP 49101', 'street_address', 'Unit 5906 Box 6078\nDPO AP 49101'],
  ['PSC 1139, Box 7638\nAPO AP 94917', 'street_address', 'PSC 1139, Box 7638\nAPO AP 94917'],
  ['USS Napolitani\nFPO AP 70381', 'street_address', 'USS Napolitani\nFPO AP 70381'],
  ['mail to P.O. Box 1234', 'street_address', 'P.O. Box 1234'],
  ['Friedrichstraße 43, 10117 Berlin', 'street_address', 'Friedrichstraße 43'],
  ['er wohnt Hauptstr. 5', 'street_address', 'Hauptstr. 5'],
  ['36 rue de Pologne', 'street_address', '36 rue de Pologne'],
  ['Via Roma 131', 'street_address', 'Via Roma 131'],
  ['ul. Marszałkowska 12', 'street_address', 'ul. Marszałkowska 12'],
  ['Calle de Alcalá 45', 'street_address', 'Calle de Alcalá 45'],
  ['Keizersgracht 174', 'street_address', 'Keizersgracht 174'],
  ['Drottninggatan 71', 'street_address', 'Drottninggatan 71'],
  ['Rua Augusta 1500', 'street_address', 'Rua Augusta 1500'],
  ['Rákóczi út 13.', 'street_address', 'Rákóczi út 13.'],
];

it.each(ROWS)('finds in %j a %s: %j', (text, type, value) => {
  const found = findPersonalData(text, new Set([type])).filter(({ score }) => score >= SURE);
  expect(found).toHaveLength(1);
  const { start, end } = found[0]!;
  expect(text.slice(start, end)).toContain(value);
  expect(end - start).toBeLessThanOrEqual(value.length + 30);
});

it.each([
  'Dear customer, thank you for your order.',
  'Dear Sir or Madam,',
  'Hi there, Hello everyone, Hi team,',
  'Hi, I need help with my account.',
  'Thanks,\nThe Marketing Team',
  'The product name is required.',
  'This is Important.',
  'I am French and I love it.',
  'From: support',
  'Subject: Quarterly Report',
  'Write an essay about the French Revolution.',
  'What is the capital of New Zealand?',
  'The White House and Wall Street',
  'We drove 5 miles down the road.',
  '3 people are on the way.',
  'There are 10 ways to park and 2 to drive.',
  'In 2008 the company opened 12 places.',
  'Take 2 tablets a day for 5 days.',
  'The company was born in a garage.',
  'The idea was born on the beach.',
  'Founded on 1 March 1999, it grew fast.',
  '20% off until Friday',
  'Buy 2 get 1 free at our store',
  'Our next webinar is on 12 May 2025.',
])('takes ordinary words for none: %j', (text) => {
  expect(findPersonalData(text).filter(({ score }) => score >= SURE)).toEqual([]);
});
