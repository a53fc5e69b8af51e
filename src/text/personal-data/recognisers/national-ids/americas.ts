import { type Recogniser } from '../../recogniser';
import { isDate, luhn, weighted } from '../check-digits';
import { nationalId } from './national-id';

const CURP = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

/** Numbers of people in Brazil, Mexico, Argentina, Chile, Colombia and Canada. */
export const AMERICAS: readonly Recogniser[] = [
  nationalId({ rule: 'br-cpf', form: '\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}', names: ['cpf'], valid: cpf, alone: 0.9 }),
  nationalId({ rule: 'br-cpf', form: '\\d{11}|\\d{9}-\\d{2}', names: ['cpf', 'cadastro de pessoas? físicas?'], valid: cpf, alone: 0.3 }),
  nationalId({ rule: 'br-cnpj', form: '\\d{2}\\.?\\d{3}\\.?\\d{3}/\\d{4}-\\d{2}|\\d{14}', names: ['cnpj'], valid: cnpj, alone: 0.49 }),
  nationalId({ rule: 'br-cnpj', form: '\\d{2}\\.?\\d{3}\\.?\\d{3}/\\d{4}-\\d{2}', names: ['cnpj'], valid: cnpj, alone: 0.9 }),
  nationalId({
    rule: 'br-rg',
    form: '\\d{1,2}\\.?\\d{3}\\.?\\d{3}-?[0-9X]',
    names: ['rg(?=[ :])', 'registro geral', 'identidade'],
    valid: () => true,
    alone: 0,
  }),
  nationalId({
    rule: 'mx-curp',
    digits: 6,
    form: '[A-Z][AEIOUX][A-Z]{2}\\d{6}[HMX][A-Z]{5}[A-Z\\d]\\d',
    names: ['curp', 'clave única'],
    valid: (id) =>
      (10 - (CURP.length && [...id.slice(0, 17)].reduce((sum, character, index) => sum + CURP.indexOf(character) * (18 - index), 0) % 10)) %
        10 ===
      Number(id[17]),
    alone: 0.95,
  }),
  nationalId({
    rule: 'mx-curp',
    digits: 6,
    form: '[A-Z]{4}\\d{6}[HMX][A-Z]{5}[A-Z\\d]\\d',
    names: ['curp'],
    valid: () => true,
    alone: 0.7,
  }),
  nationalId({
    rule: 'mx-rfc',
    digits: 6,
    form: '[A-ZÑ&]{4} ?-?\\d{6}-?[A-Z\\d]{3}',
    names: ['rfc', 'registro federal de contribuyentes'],
    valid: (id) => isDate(Number(id.slice(6, 8)), Number(id.slice(8, 10))),
    alone: 0.3,
  }),
  nationalId({
    rule: 'ar-dni-cuil',
    form: '\\d{2}-\\d{8}-\\d|\\d{2}\\.?\\d{3}\\.?\\d{3}|\\d{11}',
    names: ['dni', 'cuil', 'cuit'],
    valid: () => true,
    alone: 0,
  }),
  nationalId({
    rule: 'cl-rut',
    form: '\\d{1,2}\\.\\d{3}\\.\\d{3}-[0-9K]|\\d{7,8}-[0-9K]',
    names: ['rut', 'run', 'rol único'],
    valid: rut,
    alone: 0.55,
  }),
  nationalId({
    rule: 'co-cedula',
    form: '\\d{1,3}(?:\\.?\\d{3}){2,3}',
    names: ['c[eé]dula(?: de ciudadanía)?', 'c\\.c\\.?'],
    valid: () => true,
    alone: 0,
  }),
  nationalId({
    rule: 'ca-sin',
    form: '\\d{3}[ -]?\\d{3}[ -]?\\d{3}',
    names: ['sin', 'social insurance(?: number)?', "numéro d'assurance sociale", 'nas'],
    valid: luhn,
    alone: 0,
  }),
];

function cpf(id: string): boolean {
  const check = (length: number) =>
    ((weighted(
      id,
      Array.from({ length }, (_, index) => length + 1 - index),
    ) *
      10) %
      11) %
      10 ===
    Number(id[length]);
  return !/^(\d)\1*$/.test(id) && check(9) && check(10);
}

function cnpj(id: string): boolean {
  const weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
  const check = (length: number) => {
    const rest = weighted(id, weights.slice(13 - length)) % 11;
    return (rest < 2 ? 0 : 11 - rest) === Number(id[length]);
  };
  return check(12) && check(13);
}

function rut(id: string): boolean {
  const digits = [...id.slice(0, -1)].reverse();
  const sum = digits.reduce((total, digit, index) => total + Number(digit) * (2 + (index % 6)), 0);
  return '0K987654321'[sum % 11] === id.at(-1);
}
