import { findPersonalData } from './find-personal-data';
import { type PersonalDataSpan, type PersonalDataType, SURE } from './personal-data';
import { LITERAL, mayBeginPlaceholder, LONGEST_PLACEHOLDER, placeholderId, placeholderPattern } from './placeholder-form';
import { repeatsOf } from './repeats';

/** A text that arrives in pieces, with the values put back. */
export interface Shower {
  /** What of the text so far is sure; holds back no more than what may be the beginning of a placeholder. */
  push(piece: string): string;
  /** The rest. */
  end(): string;
}

/**
 * Personal data of one exchange with a model, hidden on the way out and put back on the way in. The same value always gets the same placeholder,
 * e.g. `[[EMAIL_ADDRESS_1]]`. Text from outside that looks like a placeholder is hidden too, so that it never turns into somebody's value:
 * `show(hide(text)) === text` for every text. Keep it no longer than the exchange: it holds the values.
 */
export class Placeholders {
  private readonly idOf = new Map<string, string>();
  private readonly valueOf = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  /** `types`: what to hide; without them everything. */
  constructor(private readonly types?: ReadonlySet<PersonalDataType>) {}

  /** Whether nothing is hidden so far. */
  get isEmpty(): boolean {
    return this.valueOf.size === 0;
  }

  /** How many different values of each type are hidden so far. */
  byType(): { type: string; count: number }[] {
    return [...this.counts].filter(([name]) => name !== LITERAL).map(([name, count]) => ({ type: name.toLowerCase(), count }));
  }

  /** `text` with a placeholder for each value that was `found` in it, wherever else it stands; without `found`, for each that is sure. */
  hide(text: string, found: readonly PersonalDataSpan[] = this.findIn(text)): string {
    let hidden = '';
    let done = 0;
    for (const { type, start, end } of repeatsOf(text, found)) {
      hidden += this.escape(text.slice(done, start)) + this.placeholder(type.toUpperCase(), text.slice(start, end));
      done = end;
    }
    return hidden + this.escape(text.slice(done));
  }

  /** `text` with the values back, also where a placeholder came back in other case, spacing or brackets. Unknown ones stay as they are. */
  show(text: string): string {
    return text.replace(
      placeholderPattern(),
      (whole, name: string, number: string) => this.valueOf.get(placeholderId(name, number)) ?? whole,
    );
  }

  /** Does for a stream what `show` does for a whole text; however the text is cut, the result is the same. */
  shower(): Shower {
    let held = '';
    return {
      push: (piece) => {
        const text = held + piece;
        const sure = this.sureLength(text);
        held = text.slice(sure);
        return this.show(text.slice(0, sure));
      },
      end: () => {
        const rest = this.show(held);
        held = '';
        return rest;
      },
    };
  }

  private findIn(text: string): PersonalDataSpan[] {
    return findPersonalData(text, this.types).filter(({ score }) => score >= SURE);
  }

  private escape(text: string): string {
    return text.replace(placeholderPattern(), (whole) => this.placeholder(LITERAL, whole));
  }

  private placeholder(name: string, value: string): string {
    // What only looks like a placeholder and a value of the same spelling are two things.
    const key = `${name === LITERAL ? 'literal' : 'value'}:${value}`;
    let id = this.idOf.get(key);
    if (id === undefined) {
      const count = (this.counts.get(name) ?? 0) + 1;
      this.counts.set(name, count);
      id = placeholderId(name, count);
      this.idOf.set(key, id);
      this.valueOf.set(id, value);
    }
    return `[[${id}]]`;
  }

  /** How much of `text` cannot be part of a placeholder that is not yet all there. */
  private sureLength(text: string): number {
    let from = text.indexOf('[', Math.max(0, text.length - LONGEST_PLACEHOLDER));
    for (; from >= 0; from = text.indexOf('[', from + 1)) if (mayBeginPlaceholder(text.slice(from))) return from;
    return text.length;
  }
}
