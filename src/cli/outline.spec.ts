import { outline } from './outline';

describe('an outline', () => {
  it('shows what there is, indented, and leaves out what is empty or for programs', () => {
    const piece = { subject: 'Boots', body: ['One.', 'Two\nlines.'], checks: [{ rule: 'links' }], note: null, tags: [], score: 100 };
    expect(outline({ pieces: [piece, { subject: 'Tents' }] })).toBe(
      `pieces:
  - subject: Boots
    body:
      - One.
      - Two
          lines.
    score: 100
  - subject: Tents
`,
    );
  });

  it('shows no more of a list than somebody reads', () => {
    const lines = outline(Array.from({ length: 25 }, (_unused, at) => at)).split('\n');
    expect(lines).toHaveLength(22);
    expect(lines[20]).toBe('… 5 more: --json has them all');
  });
});
