import * as fc from 'fast-check';
import type { Piece } from '../content/piece';
import { failedChecks } from './design-check';
import { brandColors } from './color/brand-colors';
import { contrast, fromOklch, hexOf, toOklch } from './color/contrast';
import { nearestPassing } from './color/nearest-passing';
import { CLIP_BYTES } from './audit/audit-html';
import { emailFrame } from './email/email-frame';
import { buildPalette } from './color/palette';
import { renderEmail } from './email/render-emails';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('contrast', () => {
  it('gives the ratios of WCAG', () => {
    expect(contrast('#000000', '#ffffff')).toBe(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  it('moves a colour on any background to one that passes', () => {
    fc.assert(fc.property(hex, hex, (color, background) => contrast(nearestPassing(color, background), background) >= 4.5));
  });

  it('leaves a passing colour as it is and moves a failing one in lightness only', () => {
    expect(nearestPassing('#1f3a5f', '#ffffff')).toBe('#1f3a5f');
    const moved = nearestPassing('#c8553d', '#f2c14e');
    expect(toOklch(moved).hue).toBeCloseTo(toOklch('#c8553d').hue, 0);
    expect(toOklch(moved).lightness).toBeLessThan(toOklch('#c8553d').lightness);
  });

  it('reads colours as CSS writes them', () => {
    expect([hexOf('rebeccapurple'), hexOf(' #FFF '), hexOf('url(x)')]).toEqual(['#663399', '#ffffff', undefined]);
    expect(fromOklch(1, 0, 0)).toBe('#ffffff');
  });
});

describe('buildPalette', () => {
  it('makes every pair pass, whatever the brand', () => {
    fc.assert(
      fc.property(fc.array(hex, { maxLength: 5 }), (brand) =>
        buildPalette(brand).every(({ hex: color, on, passes }) => passes && contrast(color, on) >= 4.5),
      ),
      { numRuns: 50 },
    );
  });

  it('says what a brand colour was before it was moved', () => {
    const link = buildPalette(['#1f3a5f', '#f2c14e']).find(({ name }) => name === 'link');
    expect(link).toMatchObject({ given: '#f2c14e', passes: true });
    expect(link?.given_ratio).toBeLessThan(4.5);
  });

  it('falls back to its own colours and names what was none', () => {
    expect(brandColors(['#12', '#fff']).warnings).toEqual(['context.brand_colors[0] is no colour']);
    expect(brandColors({ main: 'teal' }).colors).toEqual(['#008080']);
    expect(brandColors(undefined).warnings).toEqual(['no brand colours were given: the default palette is used']);
  });
});

describe('renderEmail', () => {
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

  it('renders an e-mail that passes every check', async () => {
    const { frame } = emailFrame({
      brand_name: `Shop ${attack}`,
      call_to_action_url: 'https://shop.example/?a=1&b="><script>',
      hero_image: { url: 'https://shop.example/a.png', alt: `A "shirt" ${attack}` },
    });
    const email = await renderEmail(piece, palette, frame, new AbortController().signal);
    expect(failedChecks(email.checks)).toEqual([]);
    expect(email.bytes).toBeLessThan(CLIP_BYTES);
    expect(email.html).toContain('First &#38; foremost');
    for (const name of ['background', 'text', 'heading', 'button', 'button_text', 'muted', 'dark_background', 'dark_text']) {
      expect(email.html).toContain(palette.find((color) => color.name === name)?.hex);
    }
  });

  it('lets no markup of a text through', async () => {
    const { frame } = emailFrame({ brand_name: attack, hero_image: { url: 'https://shop.example/"><script>', alt: attack } });
    const { html } = await renderEmail(piece, palette, frame, new AbortController().signal);
    expect(html).not.toMatch(/<script/i);
    expect(html).not.toMatch(/<mj-include/i);
    expect(html.match(/<\/html>/g)).toHaveLength(1);
  });

  it('refuses links that could run code', () => {
    const { frame, warnings } = emailFrame({ call_to_action_url: 'javascript:alert(1)', hero_image: { url: 'data:text/html,x' } });
    expect(frame).toEqual({ brand: '', link: 'https://example.com/' });
    expect(warnings).toHaveLength(2);
  });
});
