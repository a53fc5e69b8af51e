import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Mesh } from '../mesh';

/** Published in March 2008 with the data: visits, orders and dollars a head, by arm. */
const PUBLISHED = {
  'Mens E-Mail': ['0.18276', '0.01253', '1.42262'],
  'Womens E-Mail': ['0.15140', '0.00884', '1.07720'],
  'No E-Mail': ['0.10617', '0.00573', '0.65279'],
};
/** Gmail clips what is longer. */
const GMAIL_LIMIT_BYTES = 102 * 1024;

describe('the demo', () => {
  let mesh: Mesh;
  let folder: string;
  let output: string;
  beforeAll(async () => {
    mesh = await Mesh.start();
    folder = mkdtempSync(join(tmpdir(), 'ai-mesh-demo-'));
    const client = resolve('examples/hillstrom-2008/demo.mjs');
    const env = { PATH: process.env.PATH, MESH_URL: mesh.url, MESH_API_KEY: mesh.adminKey, NO_COLOR: '1' };
    ({ stdout: output } = await promisify(execFile)(process.execPath, [client], { cwd: folder, env }));
  });
  afterAll(async () => {
    await mesh.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const written = (name: string) => readFileSync(join(folder, 'out', name), 'utf8');

  it('reports the published figures to the last digit', () => {
    const report = written('report.md');
    for (const [arm, figures] of Object.entries(PUBLISHED)) {
      const row = report.split('\n').find((line) => line.startsWith(`| ${arm} |`)) ?? '';
      for (const figure of figures) expect(row).toContain(figure);
    }
  });

  it('says what worked for whom: only past purchases change it', () => {
    expect(output).toMatch(/visit rate differs by\s+past purchases/);
    expect(written('report.md')).toContain('does not differ reliably by channel');
    expect(output).toContain('sandbox: no model key is configured');
  });

  it('lets no placeholder words stand beside what was computed', () => {
    const made = written('report.md').split('## How this was made')[1] ?? '';
    for (const agent of ['analytics', 'personalization', 'coordinator']) expect(made).not.toMatch(new RegExp(`\\| ${agent} .*sandbox`));
    expect(made).toMatch(/\| content .*sandbox/);
  });

  it('leaves one e-mail for each segment that can be opened and sent', () => {
    const names = readdirSync(join(folder, 'out', 'emails'));
    expect(names).toHaveLength(3);
    for (const name of names) {
      const html = written(join('emails', name));
      expect(html).toMatch(/^<!doctype html>/i);
      expect(Buffer.byteLength(html)).toBeLessThan(GMAIL_LIMIT_BYTES);
      expect(written('index.html')).toContain(name);
      expect(written('report.md')).toContain(name);
    }
  });
});
