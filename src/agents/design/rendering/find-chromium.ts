import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { DesignConfig } from './design.config';

/** As distributions name it, the free one first. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of the browser to use; undefined where there is none, or none is wanted. */
export async function findChromium({ chromium, searchPath }: Pick<DesignConfig, 'chromium' | 'searchPath'>): Promise<string | undefined> {
  if (chromium === 'none') return undefined;
  if (chromium !== undefined) return (await isExecutable(chromium)) ? chromium : undefined;
  // Relative entries would run whatever lies in the working directory.
  const folders = searchPath.split(delimiter).filter((folder) => isAbsolute(folder));
  for (const name of NAMES) {
    for (const folder of folders) if (await isExecutable(join(folder, name))) return join(folder, name);
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
