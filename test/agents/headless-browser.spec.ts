import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadConfig } from '../../src/config';
import { DesignConfig } from '../../src/agents';
import { buildPalette } from '../../src/agents/design/color/palette';
import { failedChecks } from '../../src/agents/design/design-check';
import { renderEmail } from '../../src/agents/design/email/render-emails';
import { findChromium } from '../../src/agents/design/rendering/find-chromium';
import { HeadlessBrowser } from '../../src/agents/design/rendering/headless-browser';
import { renderedChecks } from '../../src/agents/design/rendering/rendered-checks';

const configOf = (environment: NodeJS.ProcessEnv) => loadConfig([DesignConfig], environment).get(DesignConfig) as DesignConfig;
const { signal } = new AbortController();
const page = (body: string, head = '') => `<!doctype html><html lang="en"><head><title>x</title>${head}</head><body>${body}</body></html>`;

describe('where there is no Chromium', () => {
  it.each([{ MESH_CHROMIUM: 'none' }, { MESH_CHROMIUM: '/nowhere/chromium' }, { PATH: '/nowhere' }, { PATH: 'bin:.' }])(
    'nothing is rendered, and the check says so: %j',
    async (environment) => {
      const rendering = await new HeadlessBrowser(configOf(environment)).look(page('Coats'), signal);
      expect(rendering).toEqual({ rendered: false, reason: 'no Chromium' });
      expect(renderedChecks(rendering).checks).toEqual([
        { rule: 'rendered', passed: true, skipped: true, detail: 'not rendered: no Chromium' },
      ]);
    },
  );

  it('a program that is none does not fail the task', async () => {
    const browser = new HeadlessBrowser(configOf({ MESH_CHROMIUM: '/bin/true' }));
    expect(await browser.look(page('Coats'), signal)).toEqual({ rendered: false, reason: 'Chromium could not render it' });
    await browser.onModuleDestroy();
  });
});

describe('the headless browser', () => {
  let browser: HeadlessBrowser;
  let installed = false;
  beforeAll(async () => {
    const config = configOf({ PATH: process.env.PATH });
    installed = (await findChromium(config)) !== undefined;
    if (!installed) process.stderr.write('no Chromium on the PATH: what is rendered is not tested here\n');
    browser = new HeadlessBrowser(config);
  });
  afterAll(() => browser.onModuleDestroy());
  const checksOf = async (html: string) => renderedChecks(await browser.look(html, signal)).checks;
  const failing = async (html: string) => (await checksOf(html)).filter(({ passed }) => !passed).map(({ rule }) => rule);
  const ifInstalled = (name: string, test: () => Promise<void>) => it(name, async () => (installed ? test() : undefined));

  ifInstalled('finds what scrolls sideways, is cut off, too small to hit or too faint to read', async () => {
    expect(await failing(page('<p>Coats</p>'))).toEqual([]);
    expect(await failing(page('<p style="width:500px">Coats</p>'))).toEqual(['rendered_320_px']);
    expect(await failing(page(`<p>${'x'.repeat(300)}</p>`))).toEqual(['rendered_320_px', 'rendered_600_px']);
    expect(await failing(page(`<p style="height:20px;overflow:hidden">${'coats '.repeat(300)}</p>`))).toEqual(['nothing_clipped']);
    expect(await failing(page('<a href="#x" style="display:inline-block;height:12px">Coats</a>'))).toEqual(['rendered_touch_targets']);
    expect(await failing(page('<p>Coats</p>', '<style>p{color:rgb(0 0 0 / 30%)}</style>'))).toEqual(['rendered_contrast']);
    expect(
      await failing(page('<p>Coats</p>', '<style>@media (prefers-color-scheme:dark){body{background:#111}p{color:#333}}</style>')),
    ).toEqual(['rendered_dark_contrast']);
  });

  ifInstalled('finds that e-mails of ours fit, whatever their words', async () => {
    const piece = { id: 'a', audience: '', subject: 'Coats', preheader: 'Warm', headline: 'Coats', call_to_action: 'See them', checks: [] };
    const bodies = [
      ['x'.repeat(500)],
      ['معظم الأيام عادية، والملابس الجيدة تجعلها أفضل.'],
      ['🎉'.repeat(200)],
      Array.from({ length: 20 }, () => 'A coat. '.repeat(30)),
    ];
    const frame = { brand: 'Shop', link: 'https://shop.example/', image: { url: 'https://shop.example/a.png', alt: 'A coat' } };
    for (const body of bodies) {
      const email = await renderEmail(
        { ...piece, headline: body[0]!.slice(0, 60), body },
        buildPalette(['#f2c14e', '#1f3a5f']),
        frame,
        signal,
      );
      expect(failedChecks([...email.checks, ...(await checksOf(email.html))])).toEqual([]);
    }
  });

  ifInstalled('runs no script and reaches no network', async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const hostile = page(
      `<img src="${url}/a.png"><iframe src="${url}/f"></iframe><object data="${url}/o"></object><script>document.body.innerHTML = '<p style="width:3000px">ran</p>'</script><img src=x onerror="fetch('${url}')">`,
      `<link rel="stylesheet" href="${url}/s.css"><link rel="preconnect" href="${url}"><link rel="prefetch" href="${url}/p"><meta http-equiv="refresh" content="0;url=${url}/r"><style>@import "${url}/i.css"; body{background:url(${url}/b.png)}</style>`,
    );
    const rendering = await browser.look(hostile, signal);
    expect(requests).toBe(0);
    if (rendering.rendered) expect(rendering.looks.every(({ measures }) => measures.contentWidthPx < 3_000)).toBe(true);
    expect((await browser.look(page('<p>Coats</p>'), signal)).rendered).toBe(true);
    await new Promise((resolve) => server.close(resolve));
  });

  ifInstalled('serves whoever asks at once one after the other, and lets go of who gives up', async () => {
    const gone = AbortSignal.abort(new Error('cancelled'));
    const looks = await Promise.all([browser.look(page('a'), signal), browser.look(page('b'), gone), browser.look(page('c'), signal)]);
    expect(looks.map(({ rendered }) => rendered)).toEqual([true, false, true]);
  });

  ifInstalled('renders nothing once the service stops', async () => {
    const stopping = new HeadlessBrowser(configOf({ PATH: process.env.PATH }));
    await stopping.onModuleDestroy();
    expect(await stopping.look(page('a'), signal)).toEqual({ rendered: false, reason: 'the service stops' });
  });
});
