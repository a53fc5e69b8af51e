import * as fc from 'fast-check';
import { colorAdjustments, palettePairs } from './adjustments';
import { brandColors } from './brand-colors';
import { judgedColorPairs } from './color-pairs';
import { contrast, fromOklch, hexOf, toOklch } from './contrast';
import { invertedContrast } from './inversion';
import { nearestPassing } from './nearest-passing';
import { pairVerdict } from './pair-verdict';
import { buildPalette } from './palette';

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
      { numRuns: 200 },
    );
  });

  it('says what a brand colour was before it was moved', () => {
    const link = buildPalette(['#1f3a5f', '#f2c14e']).find(({ name }) => name === 'link');
    expect(link).toMatchObject({ given: '#f2c14e', passes: true });
    expect(link?.given_ratio).toBeLessThan(4.5);
  });

  it('lets the button stand out in the dark as well, with letters that can be read on it', () => {
    fc.assert(
      fc.property(hex, (main) => {
        const palette = buildPalette([main]);
        const of = (name: string) => palette.find((color) => color.name === name)!.hex;
        expect(contrast(of('dark_button'), of('dark_background'))).toBeGreaterThanOrEqual(3);
        expect(contrast(of('dark_button_text'), of('dark_button'))).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 200 },
    );
  });

  it('reports what was moved with the contrast before and after', () => {
    const moved = colorAdjustments(buildPalette(['#1f3a5f', '#f2c14e'])).find(({ pair }) => pair === 'link on background')!;
    expect(moved).toMatchObject({ before: '#f2c14e' });
    expect(moved.contrast_before).toBeLessThan(4.5);
    expect(moved.contrast_after).toBeGreaterThanOrEqual(4.5);
    expect(moved.delta_e).toBeGreaterThan(1);
  });

  it('names the roles of every pair of text and background', () => {
    const pairs = palettePairs(buildPalette(['#1f3a5f'])).map(({ text, background }) => `${text} on ${background}`);
    expect(pairs).toEqual(
      expect.arrayContaining(['text on background', 'muted on background', 'button_text on button', 'dark_text on dark_background']),
    );
  });
});

describe('the colours of a brand', () => {
  it('fall back to the default palette and name what was none', () => {
    expect(brandColors(['#12', '#fff']).warnings).toEqual(['context.brand_colors[0] is no colour']);
    expect(brandColors({ main: 'teal' }).colors).toEqual(['#008080']);
    expect(brandColors(undefined).warnings).toEqual(['no brand colours were given: the default palette is used']);
  });

  it('are refused when none is a colour, or there are a hundred', () => {
    expect(() => brandColors(['bleu', 'x'.repeat(1_000_000)])).toThrow(
      expect.objectContaining({ kind: 'invalid', retryable: false }) as Error,
    );
    expect(() => brandColors(Array.from({ length: 100 }, () => '#fff'))).toThrow(/brand_colors|valid/);
  });
});

describe('a pair of colours', () => {
  it('that fails comes with the nearest colours that pass, on either side', () => {
    fc.assert(
      fc.property(hex, hex, (text, background) => {
        const { passes, nearest } = pairVerdict(text, background);
        if (passes) return nearest === undefined;
        return contrast(nearest!.text, background) >= 4.5 && contrast(text, nearest!.background) >= 4.5 && nearest!.text_delta_e >= 0;
      }),
      { numRuns: 300 },
    );
  });

  it('never rounds up to a ratio that it does not have', () => {
    // #777 on white has 4.478…; 4.499 must read as 4.49.
    expect(pairVerdict('#777777', '#ffffff')).toMatchObject({ ratio: 4.47, needed: 4.5, passes: false });
    expect(pairVerdict('#777777', '#ffffff', true)).toMatchObject({ needed: 3, passes: true });
  });

  it('is read from a list of objects or of two colours, and named where it is none', () => {
    expect(judgedColorPairs([['black', 'white'], { text: '#777', background: '#fff', large: true, name: 'note' }])).toMatchObject([
      { name: 'pair 1', ratio: 21 },
      { name: 'note', needed: 3 },
    ]);
    for (const bad of [
      'black',
      [],
      [null],
      [['black']],
      [{ text: 'black', background: 'nacht' }],
      Array.from({ length: 201 }, () => ['#000', '#fff']),
    ]) {
      expect(() => judgedColorPairs(bad)).toThrow(expect.objectContaining({ kind: 'invalid' }) as Error);
    }
  });

  it('keeps its contrast where both sides turn, and loses it where only one needs to', () => {
    expect(invertedContrast('#111111', '#ffffff', 'full')).toBeGreaterThan(10);
    expect(invertedContrast('#ffffff', '#1f3a5f', 'partial')).toBe(contrast('#ffffff', '#1f3a5f'));
    expect(invertedContrast('#ffffff', '#c8553d', 'full')).toBeLessThan(4.5);
  });
});
