import { isLiteral } from './literal';

describe('texts of which every sign counts', () => {
  it.each(['', ' ', '\u2028', 'NULL', ' x ', 'C:\\new folder', '<img src=x>', 'a = b', '𝕿𝖍𝖊 𝖖𝖚𝖎𝖈𝖐', 'Ｔｈｅ ｑｕｉｃｋ'])('%j', (text) =>
    expect(isLiteral(text)).toBe(true),
  );

  it.each(['She lives in Paris.', 'It costs $5 (or 4 €)!', 'Я живу в Риме', "l'été à Rome; e-mail: a@b.c"])('not %j', (text) =>
    expect(isLiteral(text)).toBe(false),
  );
});
