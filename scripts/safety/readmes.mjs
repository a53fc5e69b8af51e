import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences under which texts may be learnt from. */
const PERMISSIVE = /^\(?(MIT|Apache-2\.0|BSD(-[23]-Clause)?|ISC|0BSD|CC0-1\.0)\b/;
/** Paragraphs of one package: a few long manuals must not drown the rest. */
const MOST_PARAGRAPHS = 24;

/** Paragraphs of the manuals of installed packages with permissive licences: ordinary technical prose, in the order of their names. */
export function readmes(folder = 'node_modules') {
  const rows = [];
  for (const name of packagesIn(folder)) {
    const [manifest, readme] = [join(folder, name, 'package.json'), join(folder, name, 'README.md')];
    if (!existsSync(manifest) || !existsSync(readme)) continue;
    const { license } = JSON.parse(readFileSync(manifest, 'utf8'));
    if (typeof license !== 'string' || !PERMISSIVE.test(license)) continue;
    const paragraphs = readFileSync(readme, 'utf8')
      .split(/\n{2,}/)
      .filter((text) => /^[A-Z][^|<]{80,1500}$/s.test(text.trim()) && /\w+ \w+ \w+ \w+ \w+/.test(text));
    for (const text of paragraphs.slice(0, MOST_PARAGRAPHS)) rows.push({ text: text.trim(), label: 0, source: 'readmes' });
  }
  return rows;
}

function packagesIn(folder) {
  return readdirSync(folder)
    .sort()
    .flatMap((name) =>
      name.startsWith('@')
        ? readdirSync(join(folder, name))
            .sort()
            .map((own) => `${name}/${own}`)
        : name.startsWith('.')
          ? []
          : [name],
    );
}
