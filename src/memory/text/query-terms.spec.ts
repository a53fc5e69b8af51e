import fc from 'fast-check';
import { analyse } from './analyse';
import type { Language } from './language';
import { queryTerms } from './query-terms';

const finds = (query: string, text: string, language: Language) => {
  const { terms } = analyse(text, language);
  return queryTerms(query, [language]).some((term) => terms.has(term));
};

const rows = (given: [string, string, Language?][]) => given.map(([query, text, language]) => [query, text, language ?? 'en'] as const);

describe('queryTerms', () => {
  it.each(
    rows([
      ['connection', 'They connected the two halls'],
      ['wellbeing', 'A campaign for well-being'],
      ['well-being', 'the wellbeing of runners'],
      ['email', 'Send her an e-mail'],
      ['neil', 'O’Neil’s shop'],
      ["o'neil", 'the shop of ONeil'],
      ['cafe', 'the Café at the corner'],
      ['ann.lee@shop.example', 'Write to Ann.Lee@shop.example.'],
      ['shop', 'Write to ann.lee@shop.example'],
      ['10000', 'It cost 10,000 dollars'],
      ['2025-03', 'due on 2025-03-04'],
      ['2025-03-04', 'created 2025-03-04T10:00:00.000Z'],
      ['C++', 'She writes C++, he C#'],
      ['👍', 'agreed 👍🏽'],
      ['haus', 'Die Häuser der Stadt', 'de'],
      ['strasse', 'Die Straßen sind leer', 'de'],
      ['cheval', 'Les chevaux courent dans l’arène', 'fr'],
      ['arène', 'Les chevaux courent dans l’arène', 'fr'],
      ['книга', 'Книги лежат на столе', 'ru'],
      ['елка', 'Ёлка стоит', 'ru'],
      ['كتاب', 'الكتاب على الطاولة', 'ar'],
      ['محمد', 'مُحَمَّد كتب'],
      ['किताब', 'मेरी किताबें कहाँ हैं', 'hi'],
      ['दुनिया', 'नमस्ते दुनिया'],
      ['δρομος', 'οι δρόμοι είναι άδειοι', 'el'],
      ['大学', '我喜欢北京大学的食堂'],
      ['茶', '我喜欢喝茶'],
      ['京大', '東京大学'],
      ['東京', '東京都に住んでいます'],
      ['カメラ', '新しいデジタルカメラを買った'],
      ['ｶﾒﾗ', '新しいデジタルカメラを買った'],
      ['ข้าว', 'ฉันชอบกินข้าวผัด'],
      ['ອາຫານ', 'ຂ້ອຍມັກອາຫານລາວ'],
      ['한국', '한국어를 배웁니다'],
      ['١٢٣', 'room 123'],
      ['campaign', 'Новая campaigns в Москве', 'ru'],
    ]),
  )('finds by %s: %s', (query, text, language) => {
    expect(finds(query, text, language)).toBe(true);
  });

  it.each(
    rows([
      ['C#', 'She writes C++'],
      ['15', 'It cost 1.5 million'],
      ['京都', '京にある都'],
      ['hat', 'that'],
    ]),
  )('does not find by %s: %s', (query, text, language) => {
    expect(finds(query, text, language)).toBe(false);
  });

  it('stems every word in English and in each language', () => {
    expect(queryTerms('Häuser campaigns', ['de', 'en'])).toEqual(['hauser', 'haus', 'campaign']);
  });

  it('drops stop words unless nothing else is there', () => {
    expect(queryTerms('where is the campaign', [])).toEqual(['campaign']);
    expect(queryTerms('to be or not to be', [])).toEqual(['to', 'be', 'or', 'not']);
  });

  it('is empty for a query without words', () => {
    expect(
      ['', ' ', '"((*:~^-+&|!', '\0', '\ud800', '。、「」', '-'.repeat(100_000)].map((query) => queryTerms(query, ['de', 'ar'])),
    ).toEqual(Array(7).fill([]));
  });

  it('takes at most 64 terms, of each language some', () => {
    const query = Array.from({ length: 200 }, (_none, index) => `Häuser${'x'.repeat(index % 90)}ungen`).join(' ');
    const terms = queryTerms(query, ['de', 'fr']);
    expect(terms.length).toBe(64);
    expect(new Set(terms).size).toBe(64);
  });

  it('takes a few milliseconds for 100 KB of anything', () => {
    for (const unit of ['a', 'a-', '1.', '( ', '東', 'ก', '👩\u200d', 'a\u0315\u0300', '"* AND ']) {
      const query = unit.repeat(100_000 / unit.length);
      queryTerms(query, ['de']);
      const started = performance.now();
      queryTerms(query, ['de']);
      expect(performance.now() - started).toBeLessThan(250);
    }
  });

  it('finds any text of words by that text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const { terms } = analyse(text);
        return terms.size === 0 || queryTerms(text, []).some((term) => terms.has(term));
      }),
    );
  });
});
