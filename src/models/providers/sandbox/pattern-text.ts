type Choose = (count: number) => number;

/** A part of a regular expression that writes one of the texts it matches; `growth` is added to open-ended repetitions. */
type Part = (choose: Choose, growth: number) => string;

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const WORD = `${LOWER}${LOWER.toUpperCase()}${DIGITS}_`;
const PRINTABLE = `${WORD} -.,:;!?/@#%&+='"()[]{}<>*^$|~\`\\`;
const CLASSES: Readonly<Record<string, string>> = { d: DIGITS, w: WORD, s: ' ', t: '\t', n: '\n', r: '\r' };
const INVERSE: Readonly<Record<string, string>> = { D: LOWER, W: ' ', S: LOWER };

/**
 * Writes a text for a regular expression: literals, classes, groups, alternatives and repetitions. Look-arounds and back
 * references are passed over, so the caller must check the result. Undefined where the pattern cannot be read.
 */
export function patternText(pattern: string, choose: Choose, growth: number): string | undefined {
  try {
    return new PatternReader(pattern).read()(choose, growth);
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

class PatternReader {
  private position = 0;

  constructor(private readonly pattern: string) {}

  read(): Part {
    const part = this.alternatives();
    if (this.position < this.pattern.length) throw new SyntaxError('unbalanced');
    return part;
  }

  private alternatives(): Part {
    const options = [this.sequence()];
    while (this.take('|')) options.push(this.sequence());
    return (choose, growth) => (options[choose(options.length)] ?? nothing)(choose, growth);
  }

  private sequence(): Part {
    const parts: Part[] = [];
    while (this.position < this.pattern.length && !'|)'.includes(this.peek())) parts.push(this.repeated(this.atom()));
    return (choose, growth) => parts.map((part) => part(choose, growth)).join('');
  }

  private repeated(part: Part): Part {
    const [least, most] = this.quantifier();
    return (choose, growth) => {
      const extra = most === Infinity ? growth : choose(Math.min(most - least, 3) + 1);
      return Array.from({ length: least + extra }, () => part(choose, growth)).join('');
    };
  }

  private quantifier(): [least: number, most: number] {
    const range = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(this.pattern.slice(this.position));
    if (range === null) return [1, 1];
    this.position += range[0].length;
    const [, sign, least, comma, most] = range;
    if (sign !== undefined) return [sign === '+' ? 1 : 0, sign === '?' ? 1 : Infinity];
    return [Number(least), comma === '' ? Number(least) : most === '' ? Infinity : Number(most)];
  }

  private atom(): Part {
    const character = this.next();
    if (character === '(') return this.group();
    if (character === '[') return anyOf(this.characterClass());
    if (character === '.') return anyOf(LOWER);
    if (character === '^' || character === '$') return nothing;
    return character === '\\' ? this.escape() : () => character;
  }

  private group(): Part {
    const prefix = /^\?(?::|<?[=!]|<\w+>)/.exec(this.pattern.slice(this.position))?.[0] ?? '';
    this.position += prefix.length;
    const part = this.alternatives();
    if (!this.take(')')) throw new SyntaxError('unbalanced');
    return /[=!]$/.test(prefix) ? nothing : part;
  }

  private escape(): Part {
    const character = this.next();
    if (character === 'b' || character === 'B') return nothing;
    if (character === 'p' || character === 'P') {
      const [name = ''] = /^\{[^}]*\}/.exec(this.pattern.slice(this.position)) ?? [];
      this.position += name.length;
      return anyOf(/Lu/.test(name) ? LOWER.toUpperCase() : /N/.test(name) ? DIGITS : LOWER);
    }
    if (character === 'u' || character === 'x') return this.codePoint(character === 'u' ? 4 : 2);
    return anyOf(CLASSES[character] ?? INVERSE[character] ?? character);
  }

  private codePoint(digits: number): Part {
    const text = String.fromCharCode(parseInt(this.pattern.slice(this.position, this.position + digits), 16));
    this.position += digits;
    return () => text;
  }

  private characterClass(): string {
    const negated = this.take('^');
    let members = '';
    while (!this.take(']')) {
      const from = this.classMember();
      if (from.length === 1 && this.peek() === '-' && this.pattern[this.position + 1] !== ']') {
        this.position += 1;
        members += range(from, this.classMember());
      } else members += from;
    }
    return negated ? [...PRINTABLE].filter((character) => !members.includes(character)).join('') : members;
  }

  private classMember(): string {
    const character = this.next();
    if (character !== '\\') return character;
    const escaped = this.next();
    return CLASSES[escaped] ?? INVERSE[escaped] ?? escaped;
  }

  private peek(): string {
    return this.pattern[this.position] ?? '';
  }

  private next(): string {
    if (this.position >= this.pattern.length) throw new SyntaxError('unbalanced');
    return this.pattern[this.position++] ?? '';
  }

  private take(character: string): boolean {
    if (this.position >= this.pattern.length && character === ']') throw new SyntaxError('unbalanced');
    if (this.peek() !== character) return false;
    this.position += 1;
    return true;
  }
}

const nothing: Part = () => '';

function anyOf(characters: string): Part {
  return (choose) => characters[choose(characters.length)] ?? '';
}

/** At most 256 characters: enough of any range. */
function range(from: string, to: string): string {
  const [first, last] = [from.charCodeAt(0), to.charCodeAt(0)];
  return Array.from({ length: Math.min(256, last - first + 1) }, (_, index) => String.fromCharCode(first + index)).join('');
}
