import type { Piece } from '../../content/piece';
import { CLIP_BYTES } from '../audit/audit-html';
import { buildPalette } from '../color/palette';
import { failedChecks } from '../design-check';
import { emailFrame } from './email-frame';
import { readPieces } from './read-pieces';
import { renderEmail } from './render-emails';

describe('an e-mail', () => {
  const attack = '<script>alert(1)</script>';
  const piece: Piece = {
    id: 'web',
    audience: 'Customers on the web',
    subject: `Subject ${attack} & more`,
    preheader: `Preheader ${attack}`,
    headline: `Headline ${attack}`,
    body: ['First & foremost', `</td>${attack}<mj-include path="/etc/hostname" />`],
    call_to_action: `"Go" ${attack}`,
    checks: [],
  };
  const palette = buildPalette(['#1f3a5f', '#c8553d', '#f2c14e']);
  const { signal } = new AbortController();

  it('renders an e-mail that passes every check', async () => {
    const { frame } = emailFrame({
      brand_name: `Shop ${attack}`,
      call_to_action_url: 'https://shop.example/?a=1&b="><script>',
      hero_image: { url: 'https://shop.example/a.png', alt: `A "shirt" ${attack}` },
    });
    const email = await renderEmail(piece, palette, frame, signal);
    expect(failedChecks(email.checks)).toEqual([]);
    expect(email.bytes).toBeLessThan(CLIP_BYTES);
    expect(email.html).toContain('First &#38; foremost');
    for (const name of ['background', 'text', 'heading', 'button', 'button_text', 'muted', 'dark_background', 'dark_text']) {
      expect(email.html).toContain(palette.find((color) => color.name === name)?.hex);
    }
  });

  it('lets no markup of a text through', async () => {
    const { frame } = emailFrame({ brand_name: attack, hero_image: { url: 'https://shop.example/"><script>', alt: attack } });
    const { html } = await renderEmail(piece, palette, frame, signal);
    expect(html).not.toMatch(/<script/i);
    expect(html).not.toMatch(/<mj-include/i);
    expect(html.match(/<\/html>/g)).toHaveLength(1);
  });

  it('refuses links that could run code', () => {
    const { frame, warnings } = emailFrame({ call_to_action_url: 'javascript:alert(1)', hero_image: { url: 'data:text/html,x' } });
    expect(frame).toEqual({ brand: '', link: 'https://example.com/' });
    expect(warnings).toHaveLength(2);
  });

  const words: Piece = {
    ...piece,
    subject: 'Coats',
    preheader: 'Warm',
    headline: 'Coats for cold days',
    body: ['Have a look.'],
    call_to_action: 'See them',
  };
  const { frame } = emailFrame({ brand_name: 'Shop', call_to_action_url: 'https://shop.example/' });
  const render = (changes: Partial<Piece>) => renderEmail({ ...words, ...changes }, palette, frame, signal);

  it.each<[string, Partial<Piece>]>([
    ['words without a break', { headline: 'Kraftfahrzeughaftpflichtversicherung'.repeat(4), body: ['x'.repeat(2_000)] }],
    ['emoji', { headline: '🧥 Warm 👩‍👩‍👧‍👦', body: ['🎉'.repeat(300), '🇩🇪 and 🇯🇵'] }],
    ['twenty sections', { body: Array.from({ length: 20 }, (_, index) => `Section ${index}: a coat that lasts.`) }],
    ['no words but a headline', { preheader: '', body: [] }],
    ['merge tags and markup', { body: ['Dear {{first_name}}, 1 < 2 & 3 > 2'] }],
  ])('of %s passes every check', async (_, changes) => {
    const email = await render(changes);
    expect(failedChecks(email.checks)).toEqual([]);
    expect(email.warnings).toEqual([]);
  });

  it('of a script from the right is set from the right, in its language', async () => {
    const { html, checks } = await render({ headline: 'معاطف لأيام البرد', body: ['معظم الأيام عادية، والملابس الجيدة تجعلها أفضل.'] });
    expect(html).toMatch(/<html[^>]*lang="ar"[^>]*dir="rtl"/);
    expect(html).not.toMatch(/direction:\s*ltr/);
    expect(failedChecks(checks)).toEqual([]);
    expect((await renderEmail(words, palette, { ...frame, language: 'de-CH' }, signal)).html).toContain('lang="de-CH"');
  });

  it.each([
    ['one endless paragraph', ['word & '.repeat(60_000)]],
    ['a thousand paragraphs', Array.from({ length: 1_000 }, () => 'A coat that lasts. '.repeat(20))],
    ['a paragraph without a blank', ['ß'.repeat(300_000)]],
  ])('too heavy for Gmail with %s is shortened, and says so', async (_, body) => {
    const email = await render({ body });
    expect(email.bytes).toBeLessThan(CLIP_BYTES);
    expect(email.bytes).toBeGreaterThan(CLIP_BYTES / 2);
    expect(email.warnings[0]).toMatch(/^too long for one e-mail: \d+ of \d+ paragraphs/);
    expect(failedChecks(email.checks)).toEqual([]);
  });

  it('stays light whatever its frame', async () => {
    const { frame: heavy, warnings } = emailFrame({
      brand_name: 'Shop'.repeat(50_000),
      call_to_action_url: `https://shop.example/${'a'.repeat(90_000)}`,
      hero_image: { url: 'https://shop.example/a.png', alt: 'A coat. '.repeat(50_000) },
    });
    expect(warnings[0]).toMatch(/call_to_action_url/);
    expect((await renderEmail(words, palette, heavy, signal)).bytes).toBeLessThan(20_000);
  });

  it('is made of what a step left, as far as it has words', () => {
    const { pieces, warnings } = readPieces([[words, { ...words }, 7, { body: 'One.\n\nTwo.' }], undefined, 'no list']);
    expect(pieces.map(({ id, body }) => [id, body.length])).toEqual([
      ['web', 1],
      ['web_2', 1],
      ['piece_4', 2],
    ]);
    expect(warnings).toEqual(['piece 3 has neither headline nor body: left out']);
  });
});
