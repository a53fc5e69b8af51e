import fs from 'node:fs';
import path from 'node:path';

/**
 * Copies what the compiler leaves behind: the files that nest-cli.json lists under `compilerOptions.assets`.
 * @param {string} sourceRoot folder the globs are relative to
 * @param {string[]} files paths relative to `sourceRoot`
 * @param {Array<string | { include: string }>} globs each a plain path, or with `**`, `*` and `?`
 * @param {string} target folder that gets the same tree
 * @returns {string[]} the copied paths, relative to either folder
 */
export function copyAssets(sourceRoot, files, globs, target) {
  const patterns = globs.map((glob) => toPattern(typeof glob === 'string' ? glob : glob.include));
  const assets = files.filter((file) => patterns.some((pattern) => pattern.test(file.split(path.sep).join('/'))));
  for (const asset of assets) {
    fs.mkdirSync(path.dirname(path.join(target, asset)), { recursive: true });
    fs.copyFileSync(path.join(sourceRoot, asset), path.join(target, asset));
  }
  return assets;
}

function toPattern(glob) {
  const source = glob.replace(/\*\*\/|\*\*|\*|\?|[.+^${}()|[\]\\]/g, (token) => {
    switch (token) {
      case '**/':
        return '(?:.*/)?';
      case '**':
        return '.*';
      case '*':
        return '[^/]*';
      case '?':
        return '[^/]';
      default:
        return `\\${token}`;
    }
  });
  return new RegExp(`^${source}$`);
}
