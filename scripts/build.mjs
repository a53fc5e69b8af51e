import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { copyAssets } from './assets.mjs';
import { withLock } from './file-lock.mjs';
import { Failure } from './failure.mjs';
import { CACHE, ROOT } from './places.mjs';
import { startProgress } from './progress.mjs';
import { runQuietly } from './tool.mjs';

const DIST = path.join(ROOT, 'dist');
const STAMP = path.join(DIST, '.built');
const BUILD_DEADLINE_MS = 5 * 60_000;

/**
 * Compiles src to dist and copies the assets beside it, unless dist was built from exactly these files.
 * @throws Failure with the compiler's output when it finds an error
 */
export async function ensureBuilt() {
  if (isBuilt()) return;
  await withLock(path.join(CACHE, 'build.lock'), 'building', BUILD_DEADLINE_MS, async () => {
    if (!isBuilt()) await build();
  });
}

function isBuilt() {
  return fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === fingerprint(filesUnder(sourceRoot()));
}

async function build() {
  const { sourceRoot: folder = 'src', compilerOptions = {} } = nestConfig();
  const source = path.join(ROOT, folder);
  const files = filesUnder(source);
  const stamp = fingerprint(files); // taken first: an edit during the build makes the next start build again
  const progress = startProgress('building');
  if (!fs.existsSync(STAMP)) {
    fs.rmSync(DIST, { recursive: true, force: true });
    fs.rmSync(path.join(CACHE, 'tsbuildinfo.build'), { force: true }); // else the compiler believes that dist is complete
  }
  fs.rmSync(STAMP, { force: true });
  const compiler = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  const project = compilerOptions.tsConfigPath ?? 'tsconfig.build.json';
  const { ok, output } = await runQuietly(process.execPath, [compiler, '-p', project, '--pretty', 'false'], {
    cwd: ROOT,
    deadlineMs: BUILD_DEADLINE_MS,
  });
  if (!ok) {
    progress.failed();
    throw new Failure(`${output}\nthe build failed; the compiler's output is above`);
  }
  const assets = copyAssets(source, files, compilerOptions.assets ?? [], DIST);
  removeOrphans(files, new Set(assets));
  fs.writeFileSync(STAMP, stamp);
  progress.done('built');
}

function nestConfig() {
  return JSON.parse(fs.readFileSync(path.join(ROOT, 'nest-cli.json'), 'utf8'));
}

function sourceRoot() {
  return path.join(ROOT, nestConfig().sourceRoot ?? 'src');
}

/** Changes with the name, size or time of any file that the build reads; a deleted file changes it too. */
function fingerprint(files) {
  const configs = ['tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'package-lock.json'].filter((name) =>
    fs.existsSync(path.join(ROOT, name)),
  );
  const built = files.filter((file) => !file.endsWith('.spec.ts')).map((file) => path.join(sourceRoot(), file));
  const hash = createHash('sha256').update(process.version);
  for (const file of [...configs.map((name) => path.join(ROOT, name)), ...built]) {
    const { size, mtimeMs } = fs.statSync(file);
    hash.update(`${path.relative(ROOT, file)}\n${size}\n${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Every file below `folder`, relative to it, sorted. */
function filesUnder(folder, below = '') {
  return fs
    .readdirSync(path.join(folder, below), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(folder, path.join(below, entry.name)) : [path.join(below, entry.name)]))
    .sort();
}

/** An incremental compile leaves the output of deleted sources behind, and Nest must not find it. */
function removeOrphans(files, assets) {
  const sources = new Set(files);
  for (const output of filesUnder(DIST)) {
    if (output === '.built' || assets.has(output)) continue;
    const stem = output.replace(/\.(js|d\.ts)(\.map)?$/, '');
    const made =
      ['.ts', '.tsx', '.mts', '.cts'].some((extension) => sources.has(stem + extension)) ||
      (output.endsWith('.json') && sources.has(output));
    if (!made) fs.rmSync(path.join(DIST, output));
  }
}
