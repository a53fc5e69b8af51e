// Texts from templates: {name} takes one of the alternatives of that name, which may hold others. The same seed makes the same texts.

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Fills a template. */
export function fill(template, words, random, depth = 0) {
  if (depth > 12) throw new Error(`endless: ${template}`);
  return template.replace(/\{(\w+)\}/g, (_all, name) => {
    const choices = words[name];
    if (choices === undefined) throw new Error(`no words for {${name}}`);
    return fill(choices[Math.floor(random() * choices.length)], words, random, depth + 1);
  });
}

/** `count` different texts of some templates; fewer where there are no more. */
export function texts(templates, words, count, random) {
  const made = new Set();
  for (let tries = 0; made.size < count && tries < count * 20; tries += 1) {
    made.add(fill(templates[Math.floor(random() * templates.length)], words, random).trim());
  }
  return [...made];
}

const WRAPPERS = [
  (text) => JSON.stringify({ answer: text, key_points: [] }),
  (text) => `${text}\n${JSON.stringify({ answer: text })}`,
  (text) => JSON.stringify({ note: text, audience: 'regular customers' }),
  (text) => `- ${text}`,
  (text) => `"${text}"`,
  (text) => `2026-05-12, import\n[1] context, guest: ${text}`,
  (text) => `comment,stars\n"${text.replaceAll('"', '""')}",4`,
  (text) => `> ${text.replaceAll('\n', '\n> ')}`,
  (text) => `Result of the writer step work:\n${text}`,
];

/** A text as it stands in data: in JSON, in a list, in quotes, in a table. */
export function wrap(text, random) {
  return WRAPPERS[Math.floor(random() * WRAPPERS.length)](text);
}
