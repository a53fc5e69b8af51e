import { findPersonalData } from './find-personal-data';
import { SURE } from './personal-data';

const ROWS: readonly (readonly [text: string, value: string])[] = [
  ['NI number AB 12 34 56 C', 'AB 12 34 56 C'],
  ['AB123456C', 'AB123456C'],
  ['NHS number: 943 476 5919', '943 476 5919'],
  ['my NHS no is 9434765918', '9434765918'],
  ['PPSN 1234567T', '1234567T'],
  ['Steuer-ID: 86 095 742 719', '86 095 742 719'],
  ['Die Steueridentifikationsnummer lautet 86095742719.', '86095742719'],
  ['2 55 08 14 168 025 38', '2 55 08 14 168 025 38'],
  ['numéro de sécurité sociale 255081416802538', '255081416802538'],
  ['BSN: 111222333', '111222333'],
  ['Rijksregisternummer 85.07.30-033.28', '85.07.30-033.28'],
  ['SVNR 1237 010180', '1237 010180'],
  ['AHV 756.9217.0769.85', '756.9217.0769.85'],
  ['756.9217.0769.85', '756.9217.0769.85'],
  ['DNI 12345678Z', '12345678Z'],
  ['12345678-Z', '12345678-Z'],
  ['NIE: X-1234567-L', 'X-1234567-L'],
  ['codice fiscale RSSMRA85T10A562S', 'RSSMRA85T10A562S'],
  ['rssmra85t10a562s', 'rssmra85t10a562s'],
  ['NIF 123 456 789', '123 456 789'],
  ['T.C. Kimlik No: 10000000146', '10000000146'],
  ['personnummer 811218-9876', '811218-9876'],
  ['19811218-9876', '19811218-9876'],
  ['HETU 131052-308T', '131052-308T'],
  ['CPR-nr. 010180-1234', '010180-1234'],
  ['PESEL: 44051401359', '44051401359'],
  ['rodné číslo 780123/3540', '780123/3540'],
  ['CNP 1800101221144', '1800101221144'],
  ['ЕГН 7523169263', '7523169263'],
  ['СНИЛС 112-233-445 95', '112-233-445 95'],
  ['529.982.247-25', '529.982.247-25'],
  ['meu CPF é 52998224725', '52998224725'],
  ['CNPJ 11.222.333/0001-81', '11.222.333/0001-81'],
  ['CURP HEGG560427MVZRRL04', 'HEGG560427MVZRRL04'],
  ['RUT 12.345.678-5', '12.345.678-5'],
  ['SIN 046 454 286', '046 454 286'],
  ['Aadhaar 2341 2341 2346', '2341 2341 2346'],
  ['PAN card ABCPE1234F', 'ABCPE1234F'],
  ['身份证号码 11010519491231002X', '11010519491231002X'],
  ['주민등록번호 900101-1234567', '900101-1234567'],
  ['マイナンバーは 1234 5678 9018 です', '1234 5678 9018'],
  ['NRIC S1234567D', 'S1234567D'],
  ['A123456789 is a Taiwan ID', 'A123456789'],
  ['HKID A123456(3)', 'A123456(3)'],
  ['CNIC 35202-1234567-1', '35202-1234567-1'],
  ['TFN 123 456 782', '123 456 782'],
  ['Medicare number 2123 45670 1', '2123 45670 1'],
  ['SA ID 8001015009087', '8001015009087'],
  ['National ID number: 784-1990-1234567-1', '784-1990-1234567-1'],
  ['his national identity card no. is 881234567V', '881234567V'],
];

it.each(ROWS)('finds in %j the number %j', (text, value) => {
  const found = findPersonalData(text).filter(({ score }) => score >= SURE);
  expect(found.map((span) => [span.type, text.slice(span.start, span.end)])).toEqual([['national_id', value]]);
});

it.each([
  'Order 9434765919 was shipped',
  'Ticket 86095742719',
  'Artikel 111222333',
  'build 44051401359',
  'PO 123456782',
  'serial AB1234567',
  'invoice 2341 2341 2346 is due',
  'ID 7523169263 in the table',
])('takes no bare number for one: %j', (text) => {
  expect(findPersonalData(text, new Set(['national_id'])).filter(({ score }) => score >= SURE)).toEqual([]);
});
