import { withoutFoundLinks } from './links';

const words = { own: 'Write about https://shop.example/sale', data: 'See https://news.example/a?b=1 and "https://cdn.example/x.png".' };

describe('links in an answer', () => {
  it.each([
    ['to a place the caller names', 'Go to https://shop.example/sale?utm=mail.'],
    ['that stands in the data as it is', 'Read https://news.example/a?b=1, now!'],
    ['that the model knows of itself', 'See https://developer.mozilla.org/docs.'],
    ['that is none', 'a://b and http:// c'],
  ])('stay: one %s', (_what, answer) => {
    expect(withoutFoundLinks(answer, words, true)).toBe(answer);
  });

  it.each([
    ['Read https://news.example/a?b=secret now', 'Read [link removed] now'],
    ['![logo](https://cdn.example/x.png?k=sk-123)', 'logo'],
    ['[more](https://news.example/a?b=12)', '[more]([link removed])'],
    ['HTTPS://NEWS.EXAMPLE/evil', '[link removed]'],
    ['https://shop.example.evil.example/', 'https://shop.example.evil.example/'],
  ])('go where data was changed: %s', (answer, cleaned) => {
    expect(withoutFoundLinks(answer, words, true)).toBe(cleaned);
  });

  it('go wherever the caller names no such place once data is not trusted', () => {
    const answer = 'https://news.example/a?b=1 https://other.example/ https://shop.example/x';
    expect(withoutFoundLinks(answer, words, false)).toBe('[link removed] [link removed] https://shop.example/x');
  });
});
