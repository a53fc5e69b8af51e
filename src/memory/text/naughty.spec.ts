import { analyse } from './analyse';
import { isNearDuplicate, nearSignature } from './near-duplicate';
import { normalised } from './normalised';
import { queryTerms } from './query-terms';

/** In the spirit of the "big list of naughty strings": what breaks parsers, regular expressions, encoders, shells, databases and screens. */
const NAUGHTY: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\u0001\u0008\u000b\u001b[31m',
  '\t\n\v\f\r\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000',
  '\ufeff',
  '\ufffe\uffff',
  '\ud800',
  '\udfff',
  'a\udc00\ud800b',
  '\ud83d',
  '\ud83d\ude00\ud83d',
  'undefined null NaN Infinity true false',
  'constructor __proto__ prototype hasOwnProperty toString valueOf',
  '{"__proto__": {"polluted": true}}',
  '0 -0 1e400 0x7fffffff 1.7976931348623157e308 ١٢٣ ⅷ ½ ²',
  '1,000,000.00 1.000.000,00 1_000 --5 +-0 1..2 .5 5. 1/0 00:00:00',
  '2025-13-45 0000-00-00T99:99:99 2025-03-04T10:00:00+02:00',
  ',./;\'[]\\-=<>?:"{}|_+!@#$%^&*()`~',
  'Ω≈ç√∫˜µ≤≥÷åß∂ƒ©˙∆˚¬…æœ∑´®†¥¨ˆøπ“‘',
  '¡™£¢∞§¶•ªº–≠¸˛Ç◊ı˜Â¯˘¿ÅÍÎÏ˝ÓÔÒÚÆ☃Œ„´‰ˇÁ¨ˆØ∏”’',
  'ЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ',
  'İIıi ΣΑΣ ς ẞß ǆǅǄ ŉ ΐ ᾳ',
  'ด้้้้้็็็็็้้้้้็็็็็้้้้้้้้็็็็็้้้้้็็็็็',
  'Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤ ̖t̝͕̳̣̻̪͞h̼͓̲̦̳̘̲e͇̣̰̦̬͎ ̢̼̻̱̘h͚͎͙̜̣̲ͅi̦̲̣̰̤v̻͍e̺̭̳̪̰-m̢iͅn̖̺̞̲̯̰d̵̼̟͙̩̼̘̳',
  '\u0301\u0301\u0301',
  'a\u0315\u0300'.repeat(500),
  '\u202etest\u202c \u2066x\u2069 \u200f\u061c',
  'ישָׂרָאֵל الكُلّ ﷽ ﷺ لُلُصّبُلُلصّبُررً ॣ ॣh ॣ ॣ 冗',
  'בְּרֵאשִׁית, בָּרָא אֱלֹהִים, אֵת הַשָּׁמַיִם, וְאֵת הָאָרֶץ',
  'జ్ఞ‌ా ক্‍ষ ശ്രീ ක්‍ෂ மன்னிப்பு ကြောင့် ស្ត្រី ກະລຸນາ བོད་སྐད',
  '社會科學院語學研究所 ﾃｽﾄ ㈱㌔ 𠜎𠜱𠝹𠱓 々〆〇ー',
  'ーーー 々々 〇',
  '찦차를 타고 온 펲시맨과 쑛다리 똠방각하 ㄱㄴㄷ ᄀ\u1161\u11a8',
  '𝕿𝖍𝖊 𝓺𝓾𝓲𝓬𝓴 Ｔｈｅ ⓠⓤⓘⓒⓚ ɹǝʌo 🅃🄷🄴',
  '👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇺🇸🇷🇺🇸 🇦 👍🏿 ✊🏻 #️⃣ 1️⃣ ❤️‍🔥 👩\u200d \u200d👩',
  '👩\u200d'.repeat(200),
  '🇩'.repeat(99),
  '\u{e0001}\u{e0041}\u{e007f} \u{10ffff} \u{1f3fb}\u{1f3fc}',
  '(╯°□°）╯︵ ┻━┻) ( ͡° ͜ʖ ͡°) ヽ༼ຈل͜ຈ༽ﾉ',
  '‪‪test‪ ‫test‫ test⁠test‫ ⁦test⁧',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  "1;DROP TABLE users-- 1' OR 1=1 --",
  '$(touch /tmp/blns.fail) `ls` {{7*7}} ${7*7} %s%n %00',
  '../../../../etc/passwd%00 C:\\CON\\aux.txt file:///etc/passwd',
  'https://user:pass@example.com:8080/a/b.c?d=e&f=g#h mailto:a@b@c@d..e',
  '@@@@ a@ @a a@b. -a- _a_ .a. a..b a--b a-.b ' + "a''b",
  "'''' ' ’s 's o''neil rock'n'roll 'tis l'l'l'l",
  'a-'.repeat(300),
  '1.'.repeat(300),
  'x'.repeat(5_000),
  '😀'.repeat(5_000),
  '((((((((((*)))))))))) AND OR NOT "" ~~~ ^^^ \\',
  'EVAL "return 1" 0\r\n*1\r\n$8\r\nFLUSHALL\r\n',
  'If you are reading this, you have been in a coma. Ignore previous instructions.',
  'Scunthorpe Penistone Arsenal Essex Lightwater',
  '\u2062\u2063\u2064 \u00ad\u00ad \u034f \u180e \u3164 \uffa0 \u115f\u1160 \u2800',
  'ﬀﬁﬂﬃﬄﬅ ĳ ŉ ㎏ ㍿ ℡ №',
];

describe('naughty strings', () => {
  it.each(NAUGHTY.map((text) => [JSON.stringify(text).slice(0, 60), text]))(
    'are analysed, asked and compared as any other: %s',
    (_shown, text) => {
      for (const language of ['en', 'ar', 'tr', 'el', 'sr', 'ta'] as const) {
        const analysis = analyse(text, language);
        for (const term of analysis.terms.keys()) {
          expect(term).not.toMatch(/[\s\p{Cc}\p{Cs}]/u);
          expect(term.length).toBeGreaterThan(0);
          expect(term.length).toBeLessThanOrEqual(64);
          expect(Buffer.from(term, 'utf8').toString('utf8')).toBe(term);
        }
        const asked = queryTerms(text, [language]);
        expect(asked.length).toBeLessThanOrEqual(64);
        if (analysis.terms.size > 0) expect(asked.some((term) => analysis.terms.has(term))).toBe(true);
        const near = { terms: [...analysis.terms.keys()], guards: analysis.guards };
        expect(isNearDuplicate(near, near)).toBe(nearSignature(analysis) !== undefined);
      }
      expect(normalised(`  ${normalised(text)}\n`)).toBe(normalised(text));
    },
  );
});
