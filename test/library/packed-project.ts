import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = join(__dirname, '../..');
const DEADLINE_MS = 120_000;

/** A project that is empty but for the packed package, whose dependencies are those of this checkout: no network is asked. */
export class PackedProject {
  private constructor(
    private readonly folder: string,
    /** Paths in the tarball. */
    readonly packed: readonly string[],
  ) {}

  /** Packs what was built and unpacks it as npm would install it. */
  static async create(): Promise<PackedProject> {
    const folder = mkdtempSync(join(tmpdir(), 'ai-mesh-project-'));
    const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--offline', '--pack-destination', folder], {
      cwd: ROOT,
      timeout: DEADLINE_MS,
      maxBuffer: 64 * 1024 * 1024,
    });
    const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
    const installed = join(folder, 'node_modules/ai-mesh');
    mkdirSync(installed, { recursive: true });
    await run('tar', ['-xzf', join(folder, filename), '--strip-components=1', '-C', installed], { timeout: DEADLINE_MS });
    const dependencies = realpathSync(join(ROOT, 'node_modules'));
    for (const name of readdirSync(dependencies)) {
      if (!name.startsWith('.') && name !== 'ai-mesh') symlinkSync(join(dependencies, name), join(folder, 'node_modules', name));
    }
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'shop', private: true, type: 'commonjs' }));
    return new PackedProject(
      folder,
      files.map(({ path }) => path),
    );
  }

  /** Compiles `sources` (name → TypeScript) strictly. @throws with what the compiler says */
  async compile(sources: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, source] of Object.entries(sources)) writeFileSync(join(this.folder, name), source);
    const compilerOptions = {
      ...{ target: 'ES2023', module: 'Node20', moduleResolution: 'Node16', strict: true, exactOptionalPropertyTypes: true },
      ...{ experimentalDecorators: true, emitDecoratorMetadata: true, skipLibCheck: true, types: ['node'] },
    };
    writeFileSync(join(this.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: Object.keys(sources) }));
    const compiler = join(this.folder, 'node_modules/typescript/bin/tsc');
    await run(process.execPath, [compiler, '-p', '.', '--pretty', 'false'], { cwd: this.folder, timeout: DEADLINE_MS }).catch(
      (error: { stdout?: string }) => {
        throw new Error(error.stdout, { cause: error });
      },
    );
  }

  /** Runs a compiled program to its end; the JSON of the last line that it printed. @throws with what it wrote when it fails */
  async run(name: string, environment: NodeJS.ProcessEnv): Promise<any> {
    const env = { PATH: process.env.PATH, ...environment };
    const { stdout } = await run(process.execPath, [name], { cwd: this.folder, env, timeout: DEADLINE_MS });
    return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as unknown;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
