import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadLua } from './lua-script';

describe('loadLua', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ai-mesh-lua-'));
    writeFileSync(join(folder, 'part.lua'), 'local part = 1\n');
    writeFileSync(join(folder, 'whole.lua'), '-- what it does\n-- @include part.lua\nreturn part\n');
    writeFileSync(join(folder, 'broken.lua'), '-- @include missing.lua\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('puts included files where they are named', () => {
    expect(loadLua(folder, 'whole.lua')).toMatchObject({ name: 'whole', source: '-- what it does\nlocal part = 1\n\nreturn part\n' });
  });

  it('fails when an included file is missing', () => {
    expect(() => loadLua(folder, 'broken.lua')).toThrow(/missing\.lua/);
  });
});
