import { manyOf, verbForms } from './inflect';

describe('inflection', () => {
  it.each([
    ['kill', 'kill kills killed killing'],
    ['stab', 'stab stabs stabbed stabbing'],
    ['forge', 'forge forges forged forging'],
    ['carry', 'carry carries carried carrying'],
    ['steal', 'steal steals stole stolen stealing'],
    ['commit', 'commit commits committed committing'],
    ['traffic', 'traffic traffics trafficked trafficking'],
    ['poach', 'poach poaches poached poaching'],
    ['free', 'free frees freed freeing'],
  ])('gives all forms of %s', (verb, forms) => {
    expect(verbForms(verb)).toEqual(forms.split(' '));
  });

  it.each([
    ['bomb', 'bombs'],
    ['enemy', 'enemies'],
    ['church', 'churches'],
    ['toy', 'toys'],
  ])('gives the plural of %s', (one, many) => {
    expect(manyOf(one)).toBe(many);
  });
});
