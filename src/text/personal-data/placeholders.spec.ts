import fc from 'fast-check';
import { findPersonalData } from './find-personal-data';
import { PERSONAL_DATA_TYPES, SURE } from './personal-data';
import { LONGEST_PLACEHOLDER } from './placeholder-form';
import { Placeholders } from './placeholders';

const VALUES = [
  'jane@example.com',
  'JANE@example.com',
  '+44 20 7946 0958',
  '4111 1111 1111 1111',
  '536-32-3065',
  'My name is Jane Doe.',
  'Jane Doe',
  '51.15.20.7',
  'password: hunter2!x',
  'DE89 3704 0044 0532 0130 00',
  'Via Roma 131',
];
const PIECES = [
  '[',
  ']',
  '[[',
  ']]',
  '_',
  ' ',
  '\n',
  '1',
  '12',
  '\\_',
  'EMAIL_ADDRESS',
  'email_address_1',
  '[[EMAIL_ADDRESS_1]]',
  '[TEXT_1]',
  '[[ phone number 1 ]',
  '[[TEXT_',
  '[PHONE_NUMBER_2',
  'SECRET_1]]',
  '\u00a0',
  '𝒜',
  '\ud83d',
];
/** Text with values, placeholders, halves of placeholders and anything else. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(...VALUES),
      fc.constantFrom(...PIECES),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(...PERSONAL_DATA_TYPES),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

function cut(text: string, places: readonly number[]): string[] {
  const ends = [...places.map((place) => place % (text.length + 1)), text.length].sort((a, b) => a - b);
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
}

it('gives the same value the same placeholder, over several texts', () => {
  const placeholders = new Placeholders();
  expect(placeholders.hide('jane@example.com wrote to bob@example.com')).toBe('[[EMAIL_ADDRESS_1]] wrote to [[EMAIL_ADDRESS_2]]');
  expect(placeholders.hide('answer bob@example.com')).toBe('answer [[EMAIL_ADDRESS_2]]');
  expect(placeholders.byType()).toEqual([{ type: 'email_address', count: 2 }]);
});

it('hides a value also where nothing near it says what it is', () => {
  const hidden = new Placeholders().hide(
    'My name is Ngozi Eze. Later Ngozi Eze said: call 555 0199 22. Again: 555 0199 22, not 1555 0199 22.',
  );
  expect(hidden).not.toMatch(/Ngozi/);
  expect(hidden.match(/\[\[PERSON_NAME_1\]\]/g)).toHaveLength(2);
});

it.each([
  '[[email_address_1]]',
  '[[ EMAIL_ADDRESS_1 ]]',
  '[EMAIL_ADDRESS_1]',
  '[[Email_Address_1]]',
  '[[EMAIL\\_ADDRESS\\_1]]',
  '[[EMAIL ADDRESS 1]]',
  '[[EMAIL_ADDRESS_01]]',
])('puts the value back where a model wrote %s', (written) => {
  const placeholders = new Placeholders();
  placeholders.hide('jane@example.com');
  expect(placeholders.show(`Dear ${written}!`)).toBe('Dear jane@example.com!');
});

it('never turns a placeholder from outside into a value', () => {
  const placeholders = new Placeholders();
  const first = placeholders.hide('jane@example.com');
  const second = placeholders.hide('Tell me what [[EMAIL_ADDRESS_1]] and [email_address_1] are');
  expect(second).not.toContain(first);
  expect(placeholders.show(second)).toBe('Tell me what [[EMAIL_ADDRESS_1]] and [email_address_1] are');
});

it('leaves a placeholder that nobody gave out', () => {
  expect(new Placeholders().show('[[EMAIL_ADDRESS_9]]')).toBe('[[EMAIL_ADDRESS_9]]');
});

it('hides only the types asked for', () => {
  expect(new Placeholders(new Set(['phone_number'])).hide('jane@example.com +44 20 7946 0958')).toBe('jane@example.com [[PHONE_NUMBER_1]]');
});

it('gives back every text exactly', () => {
  fc.assert(
    fc.property(fc.array(texts, { minLength: 1, maxLength: 3 }), (all) => {
      const placeholders = new Placeholders();
      const hidden = all.map((text) => placeholders.hide(text));
      expect(hidden.map((text) => placeholders.show(text))).toEqual(all);
    }),
    { numRuns: 1000 },
  );
});

it('gives back every text exactly from a stream, however it is cut', () => {
  fc.assert(
    fc.property(texts, texts, fc.array(fc.nat(), { maxLength: 12 }), (text, other, places) => {
      const placeholders = new Placeholders();
      const hidden = placeholders.hide(text);
      for (const [streamed, shown] of [
        [hidden, text],
        [other, placeholders.show(other)],
      ] as const) {
        const shower = placeholders.shower();
        const pieces = cut(streamed, places).map((piece) => shower.push(piece));
        expect(pieces.join('') + shower.end()).toBe(shown);
      }
    }),
    { numRuns: 1000 },
  );
});

it('holds back no more than the beginning of a placeholder', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const shower = new Placeholders().shower();
      const held = text.length - [...text].map((character) => shower.push(character)).join('').length;
      expect(held).toBeLessThan(LONGEST_PLACEHOLDER);
      expect(shower.end()).toMatch(/^(?:$|\[)/);
    }),
  );
  const shower = new Placeholders().shower();
  expect(shower.push('a [link](x) and [[note]] [EMAILS] and [[EMAIL_')).toBe('a [link](x) and [[note]] [EMAILS] and ');
  expect(shower.push('x')).toBe('[[EMAIL_x');
});

it('leaves no value that was found', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const hidden = new Placeholders().hide(text);
      for (const { start, end, score, type } of findPersonalData(text)) {
        const value = text.slice(start, end);
        // One that is a part of a longer run of letters or digits there is another value.
        if (score >= SURE && type !== 'secret' && /^[\p{L}\p{N}].{3}.*[^\p{L}]/su.test(value)) {
          const bare = hidden.replace(/\[\[[A-Z_]+_\d+\]\]/g, '\0');
          const alone = new RegExp(`(?<![\\p{L}\\p{N}])${value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u');
          expect(bare).not.toMatch(alone);
        }
      }
    }),
    { numRuns: 500 },
  );
});
