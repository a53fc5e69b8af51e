import fc from 'fast-check';
import { mostSimilar } from './most-similar';
import { read, type Reading } from './reading';
import { asksTheSame, similarity, SIMILARITY_THRESHOLD } from './similarity';
import { languageOf } from './language';

const SAME: [string, string][] = [
  ['What is the capital of France?', 'what is the capital of France'],
  ["What's the capital of France?", 'What is the capital of France?'],
  ['How can I reset my password?', 'How do I reset my password?'],
  ['Summarize this text in one sentence.', 'Please summarize this text in one sentence'],
  ['Could you please write a tagline for our bakery?', 'Write a tagline for our bakery'],
  ['Can you explain recursion to a child?', 'Explain recursion to a child.'],
  ['Hi, list three uses of baking soda', 'List three uses of baking soda, please.'],
  ['Please, translate this: he is fine', 'translate this:  he is fine'],
  ['Hello, could you please summarize this:\nThe shop is closed', 'Summarize this: \nThe shop is closed'],
  ["Don't use jargon when you explain inflation", 'do not use jargon when you explain inflation'],
  ['Analyse the behaviour of our customers', 'Analyze the behavior of our customers'],
  ['Write the summary for the board', 'write summary for board'],
  ['Give me 3 names for a cat', 'please give me 3 names for a cat'],
  ['Shorten “Sale ends soon” for a banner', 'Shorten “Sale ends soon” for a banner, please'],
  ['Would you kindly draft a reply to this complaint?', 'Draft a reply to this complaint'],
  ['Erkläre bitte die Photosynthese in zwei Sätzen', 'Erkläre die Photosynthese in zwei Sätzen'],
  ["Explique la photosynthèse en deux phrases, s'il vous plaît.", 'Explique la photosynthèse en deux phrases'],
];

const long =
  'Write a friendly newsletter for the customers of a small bakery in which you describe the new sourdough, the seasonal cakes, the changed opening times on weekends and the loyalty card, mention that children are welcome, and end with a warm invitation to visit us soon because we will';
const DIFFERENT: [string, string][] = [
  ['Is it safe to eat raw eggs?', 'Is it not safe to eat raw eggs?'],
  ['Write a recipe with nuts', 'Write a recipe without nuts'],
  ['List animals that can fly', 'List animals that cannot fly'],
  ['Should I ever lie to customers?', 'Should I never lie to customers?'],
  ['Name 3 reasons to learn Go', 'Name 5 reasons to learn Go'],
  ['What happened in 1914 in Europe?', 'What happened in 1941 in Europe?'],
  ['Raise the price by 10%', 'Raise the price by 10'],
  ['What is 7 + 5 in words?', 'What is 7 - 5 in words?'],
  ['What is the value of -5 squared?', 'What is the value of 5 squared?'],
  ['Convert 1.5 litres to gallons', 'Convert 15 litres to gallons'],
  ['Convert celsius to fahrenheit for me', 'Convert fahrenheit to celsius for me'],
  ['Write a train plan from Paris to London', 'Write a train plan from London to Paris'],
  ['Describe how a dog bites a man', 'Describe how a man bites a dog'],
  ['What is the capital of France?', 'What is the capital of Finland?'],
  ['Tell me about Apple products', 'Tell me about apple products'],
  ['What does the WHO recommend here?', 'What does the who recommend here?'],
  ['Translate “good night” to Spanish', 'Translate “good bye” to Spanish'],
  ['Translate "Good night" to Spanish', 'Translate "good night" to Spanish'],
  ['Should we increase the budget?', 'Should we decrease the budget?'],
  ['Write to the customer of the shop', 'Write to the customers of the shop'],
  ['Can I feed my dog grapes?', 'Can I feed my cat grapes?'],
  ['Explain the pros of remote work', 'Explain the cons of remote work'],
  ['What should I do before surgery?', 'What should I do after surgery?'],
  ['Explain the vitamin a deficiency', 'Explain the vitamin deficiency'],
  ['Would you eat an insect?', 'Can you eat an insect?'],
  ['Write a summary for my boss', 'Write a summary for your boss'],
  ['Write a formal letter to my landlord', 'Write an informal letter to my landlord'],
  ['Show all users and admins', 'Show all users or admins'],
  ['Ist das Medikament für Kinder geeignet?', 'Ist das Medikament nicht für Kinder geeignet?'],
  ['Schreibe einen Text mit Zahlen', 'Schreibe einen Text ohne Zahlen'],
  ['Ich habe einen guten Grund', 'Ich habe keinen guten Grund'],
  ['Pourquoi manger de la viande ?', 'Pourquoi ne pas manger de la viande ?'],
  ['Una receta con gluten para cenar', 'Una receta sin gluten para cenar'],
  ['¿Cuántos años tiene el perro?', '¿Cuántos anos tiene el perro?'],
  ['hello there', 'thanks a lot'],
  ['How do you say please?', 'How do you say thanks?'],
  ['Show hello kitty pictures', 'Show kitty pictures'],
  ['Hello kitty pictures for kids', 'Kitty pictures for kids'],
  ['Describe the few successes we had', 'Describe few successes we had'],
  ['Multiply the sum by .5', 'Multiply the sum by 5'],
  ['Write a sentence with please', 'Write a sentence with thanks'],
  ['Find nails of 5" for me', "Find nails of 5' for me"],
  ['translate to German', 'translate to French'],
  ['translate this: he is fine, thank you', 'translate this: he is fine'],
  ['translate this: he is fine, please', 'translate this: he is fine'],
  ['translate this: the dog is fine', 'translate this: dog is fine'],
  ['translate this: he is fine.', 'translate this: he is fine'],
  ['translate this he is fine, thank you', 'translate this he is fine'],
  ['translate this he is fine, please', 'translate this he is fine'],
  ['How do I say yes, please?', 'How do I say yes?'],
  ['Tell me whether Anna, said Bob, is right', 'Tell me whether Anna said Bob is right'],
  ["Let's eat, grandma, before it is cold", "Let's eat grandma before it is cold"],
  ['List three uses of baking soda, thanks', 'List three uses of baking soda'],
  ['Describe what follows: a dog', 'Describe what follows a dog'],
  ['Shorten this\nThe shop is closed', 'Shorten this the shop is closed'],
  ['Shorten both lines\nOne two\nthree', 'Shorten both lines\nOne\ntwo three'],
  ['Invite our cooks; Anna and Bob', 'Invite our cooks, Anna and Bob'],
  ['Is this right. He left early', 'Is this right he left early'],
  ['What is the value of 5!', 'What is the value of 5'],
  [`${long} love to see you.`, `${long} hate to see you.`],
  [`${long} love to see you.`, `${long} not love to see you.`],
  [`${long} open at 8.`, `${long} open at 9.`],
  [`${long} love Anna.`, `${long} love Hanna.`],
];

const words = fc.array(fc.constantFrom('please', 'the', 'not', 'write', 'summary', 'Paris', '3', '-3', '"x"', 'colour', 'é', '+'), {
  maxLength: 12,
});
const texts = fc.oneof(
  words.map((list) => list.join(' ')),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
const readings = texts.map((text): Reading => read(text));

describe('similarity', () => {
  it('is symmetric and between 0 and 1', () => {
    fc.assert(
      fc.property(readings, readings, (a, b) => {
        const score = similarity(a, b);
        expect(score).toBe(similarity(b, a));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(asksTheSame(a, b)).toBe(asksTheSame(b, a));
      }),
    );
  });

  it('is 1 for what reads alike', () => {
    fc.assert(fc.property(texts, (text) => expect(similarity(read(text), read(`${text} `))).toBe(1)));
  });
});

describe('asksTheSame', () => {
  it.each(SAME)('%s = %s', (a, b) => expect(asksTheSame(read(a), read(b))).toBe(true));
  it.each(DIFFERENT)('%s ≠ %s', (a, b) => expect(asksTheSame(read(a), read(b))).toBe(false));

  it('counts words only where few are too few', () => expect(asksTheSame(read('hello, there'), read('Hello, there!'))).toBe(false));

  it('is needed besides the score', () => {
    const passing = DIFFERENT.filter(([a, b]) => similarity(read(a), read(b)) >= SIMILARITY_THRESHOLD);
    expect(passing.length).toBeGreaterThan(3);
  });

  it('never passes a text with a negation more', () => {
    const negations = fc.constantFrom('not', 'no', 'never', 'without', 'nicht', 'kein', 'ohne', 'pas', 'sans', 'sin', 'non');
    fc.assert(
      fc.property(words, negations, fc.nat(12), (list, negation, place) => {
        const negated = [...list.slice(0, place), negation, ...list.slice(place)];
        expect(asksTheSame(read(list.join(' ')), read(negated.join(' ')))).toBe(false);
      }),
    );
  });
});

describe('mostSimilar', () => {
  it('takes the most similar, and of equals the first', () => {
    const candidates = ['Please list three fruits', 'list three fruits', 'List three fruits!', 'list four fruits'].map((text) => ({
      reading: read(text),
    }));
    expect(mostSimilar(read('List three fruits.'), candidates)).toBe(candidates[1]);
    expect(mostSimilar(read('List three plants.'), candidates)).toBeUndefined();
  });
});

describe('languageOf', () => {
  it.each([
    ['What is the meaning of this?', 'en'],
    ['Was ist der Sinn und das Ziel?', 'de'],
    ['Quel est le sens de cette phrase ?', 'fr'],
    ['¿Cuál es el sentido de los sueños?', 'es'],
    ['это значит', 'cyrillic'],
    ['意味は何ですか', 'kana'],
    ['lorem', 'latin'],
  ])('%s is %s', (text, language) => expect(languageOf(text)).toBe(language));
});
