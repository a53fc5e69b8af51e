/** Instructions from a `*.prompt.md`, with the version that its first line states. */
export class Prompt {
  constructor(
    readonly name: string,
    readonly version: number,
    readonly text: string,
  ) {}

  /** Which instructions an answer was given to, such as `content@2`; what an agent's configuration adds does not change it. */
  get id(): string {
    return `${this.name}@${this.version}`;
  }

  /** The same instructions with more of them behind. */
  followedBy(...more: readonly string[]): Prompt {
    return new Prompt(this.name, this.version, [this.text, ...more].join('\n\n'));
  }

  /** The instructions themselves. */
  toString(): string {
    return this.text;
  }
}
