import fs from 'node:fs';
import path from 'node:path';

/** The full path of the first executable called `name` on the PATH, or undefined. */
export function onPath(name) {
  const candidates = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, name));
  return candidates.find((file) => {
    try {
      fs.accessSync(file, fs.constants.X_OK);
      return fs.statSync(file).isFile();
    } catch {
      return false;
    }
  });
}
