/** Values that stand for a secret without being one, as manuals and templates show them. */
const WORDS =
  /^(?:(?:my|your|the|a|an|some|new|old|enter|insert|put|add|use|set|test|user|db|database|admin|root)[-_ ]?)*(?:password|passwd|pwd|pass(?:word|phrase)?s?|secret|secrets|key|api[-_ ]?key|token|access[-_ ]?token|credentials?|value|string|changeme|change[-_ ]?(?:me|it|this)|placeholder|redacted|removed|hidden|masked|dummy|fake|sample|example|foo|bar|baz|foobar|todo|tbd|n\/?a|none|null|nil|undefined|true|false|required|optional|empty|unset|here|xxx|test|bearer|basic|number|boolean|object|str|int|any|text|self|this|is|was|must|should|and|or|for|with|reset|expired|protected|manager|field|policy|hash|hashes|function)(?:[-_ ]?(?:here|goes[-_ ]?here|value|please|123))*$/i;

/** Whether `value` is a variable, a mask or a word for a secret rather than a secret. */
export function isPlaceholder(value: string): boolean {
  return (
    /^[<[{(%]|[>\]}]$|^\$|\$\{|\{\{|^%\w{1,64}%$|^(?:process\.env|os\.environ|import\.meta|env|ENV|System\.getenv|config|settings|secrets|vault|var|data|self|this|options|args|params|req|ctx)[.[(]|^(?:getenv|os\.getenv|prompt|input|require)\(|\($/.test(
      value,
    ) ||
    /^(.)\1*$/.test(value) ||
    /^[x*•.#_-]+$|\*{3}|x{5}|\.{3}|…/i.test(value) ||
    /your[-_ ]|change[-_]?me|placeholder|example|redacted|insert[-_ ]|dummy|\bhere\b/i.test(value) ||
    WORDS.test(value)
  );
}

/** Shannon's entropy of the characters of `value`, in bits for each. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}
