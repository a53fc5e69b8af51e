import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A script with the digest Redis knows it by. */
export interface LuaScript {
  readonly name: string;
  readonly source: string;
  readonly sha1: string;
}

const INCLUDE = /^-- @include (\S+\.lua)$/gm;

/**
 * Reads the script `file` beside the caller (`folder` is its `__dirname`). A line `-- @include other.lua` is replaced
 * by that file, relative to the script.
 * @throws when a file is missing, which ends the start.
 */
export function loadLua(folder: string, file: string): LuaScript {
  const source = readWithIncludes(join(folder, file));
  return { name: file.replace(/\.lua$/, ''), source, sha1: createHash('sha1').update(source).digest('hex') };
}

function readWithIncludes(path: string): string {
  return readFileSync(path, 'utf8').replace(INCLUDE, (_line, included: string) => readWithIncludes(join(dirname(path), included)));
}
