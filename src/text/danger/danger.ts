/** What `findDanger` looks for; `bidi` stands for all that cannot be seen: direction overrides, zero-width and tag characters. */
export const DANGER_KINDS = ['script', 'html', 'sql', 'shell', 'template', 'prototype', 'path', 'ssrf', 'control', 'bidi'] as const;

/** One of `DANGER_KINDS`. */
export type DangerKind = (typeof DANGER_KINDS)[number];

/** A place of a text that only an attack has: UTF-16 units from `start` to before `end`, and what would be cut out to make it harmless. */
export interface Danger {
  kind: DangerKind;
  /** Stable name of what was recognised, such as `union-select`. */
  rule: string;
  start: number;
  end: number;
}

/** Where to look. */
export interface DangerOptions {
  /** Also in code samples between backticks, which are ordinary in prose and tell of an attack rather than being one. Default false. */
  inCode?: boolean;
}
