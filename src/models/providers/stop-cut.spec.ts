import * as fc from 'fast-check';
import { cutAtStop, StopCut } from './stop-cut';

const letters = (maxLength: number) => fc.string({ unit: fc.constantFrom('a', 'b'), maxLength });

describe('StopCut', () => {
  it.each([
    ['one END two END', ['END'], 'one '],
    ['one\n\ntwo', ['END', '\n\n'], 'one'],
    ['one EN', ['END'], 'one EN'],
    ['one', [''], 'one'],
    ['one', [], 'one'],
  ])('cuts %j at %j', (text, stops, cut) => expect(cutAtStop(text, stops)).toBe(cut));

  it('shows the same however the text arrives, and never a stop', () => {
    fc.assert(
      fc.property(fc.array(letters(6), { maxLength: 12 }), fc.array(letters(4), { maxLength: 3 }), (pieces, stops) => {
        const cut = new StopCut(stops);
        const shown = pieces.map((piece) => cut.push(piece)).join('') + cut.end();
        const whole = pieces.join('');
        const places = stops.filter((stop) => stop !== '' && whole.includes(stop)).map((stop) => whole.indexOf(stop));
        expect(whole.startsWith(shown)).toBe(true);
        expect(stops.some((stop) => stop !== '' && shown.includes(stop))).toBe(false);
        if (places.length === 0) expect(shown).toBe(whole);
      }),
    );
  });
});
