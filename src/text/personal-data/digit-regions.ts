/** A piece of a text: `end` is the first index after it. */
export interface Region {
  start: number;
  end: number;
  /** How many ASCII digits it has. */
  digits: number;
}

/** The pieces of one text that lie near ASCII digits; a text is read once, however many ask. */
export class DigitRegions {
  private readonly places: number[] = [];
  private readonly known = new Map<string, readonly Region[]>();

  constructor(private readonly text: string) {
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code >= 48 && code <= 57) this.places.push(index);
    }
  }

  /** The pieces `within` so many UTF-16 units of a digit that have `digits` digits or more, in order and apart from each other. */
  near({ within, digits }: { within: number; digits: number }): readonly Region[] {
    if (this.places.length < digits) return [];
    const key = `${within}/${digits}`;
    let regions = this.known.get(key);
    if (!regions) {
      regions = digits > 1 ? this.near({ within, digits: 1 }).filter((region) => region.digits >= digits) : this.merged(within);
      this.known.set(key, regions);
    }
    return regions;
  }

  private merged(within: number): Region[] {
    const regions: Region[] = [];
    let last: Region | undefined;
    for (const index of this.places) {
      const start = Math.max(0, index - within);
      const end = Math.min(this.text.length, index + 1 + within);
      if (last && start <= last.end) {
        last.end = end;
        last.digits++;
      } else regions.push((last = { start, end, digits: 1 }));
    }
    return regions;
  }
}
