import { auditHtml } from './audit-html';

const { signal } = new AbortController();
const audit = (html: string) => auditHtml(html, 'context.html', signal);
const page = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><title>Coats</title>${head}</head><body style="font-size:16px">${body}</body></html>`;
const failing = async (html: string) => (await audit(html)).checks.filter(({ passed }) => !passed).map(({ rule }) => rule);
const faults = async (body: string, head?: string) =>
  (await failing(page(body, head))).filter((rule) => !['dark_mode', 'dark_inversion'].includes(rule));
const findingsOf = async (rule: string, body: string, head?: string) =>
  (await audit(page(body, head))).findings.filter((finding) => finding.rule === rule);

describe('an audit of HTML', () => {
  it('passes a plain page', async () => {
    expect(await faults('<h1>Coats</h1><p>They are <a href="https://shop.example/">in our shop</a>.</p>')).toEqual([]);
  });

  it.each([
    ['contrast', '<p style="color:#999">Coats</p>'],
    ['contrast', '<table role="none" bgcolor="#222222"><tr><td><font color="#444444">Coats</font></td></tr></table>'],
    ['alt_texts', '<img src="a.png">'],
    ['alt_texts', '<a href="https://shop.example/"><img src="a.png" alt=""></a>'],
    ['alt_texts', '<img src="a.png" alt="hero_final.png">'],
    ['table_roles', '<table><tr><td>Coats</td></tr></table>'],
    ['headings', '<h1>Coats</h1><h3>Wool</h3>'],
    ['links', '<a href="https://shop.example/">click here</a>'],
    ['links', '<a href="java\tscript:alert(1)">Coats</a>'],
    ['links', '<a href="/coats">Coats</a>'],
    ['field_names', '<input type="text">'],
    ['font_size', '<p style="font-size:8pt">Coats</p>'],
    ['touch_targets', '<a href="https://shop.example/" style="display:inline-block;padding:1px">Coats</a>'],
    ['fits_320_px', '<div style="width:500px">Coats</div>'],
    ['email_width', '<table role="presentation" width="800"><tr><td>Coats</td></tr></table>'],
    ['size', `<p>${'Coats. '.repeat(20_000)}</p>`],
  ])('finds a fault of %s', async (rule, body) => {
    expect(await faults(body)).toContain(rule);
  });

  it('asks for a language, a title and leave to zoom', async () => {
    const rules = await failing(
      '<html><head><meta name="viewport" content="width=device-width, maximum-scale=1"></head><body>Coats</body></html>',
    );
    expect(rules).toEqual(expect.arrayContaining(['language', 'title', 'zoom']));
  });

  it('says where a fault is, and which colours would do', async () => {
    const [finding] = await findingsOf('contrast', '\n<p style="color:#999">Warm coats</p>');
    expect(finding).toMatchObject({ where: '"Warm coats"', problem: '#999999 on #ffffff has a contrast of 2.84, below 4.5' });
    expect(finding!.fix).toMatch(/^use #[\da-f]{6} for the text \(ΔE [\d.]+\) or #[\da-f]{6} behind it/);
    expect((await findingsOf('alt_texts', '\n\n<img src="a.png">'))[0]!.where).toBe('<img> (line 3)');
  });

  it('reads styles as a browser would: rules, specificity, importance, inheritance, see-through colours', async () => {
    const styled = (css: string, body: string) => findingsOf('contrast', body, `<style>${css}</style>`);
    expect(await styled('.note{color:#aaa} p{color:#000}', '<p class="note">Coats</p>')).toHaveLength(1);
    expect(await styled('p{color:#000 !important}', '<p style="color:#aaa">Coats</p>')).toEqual([]);
    expect(await styled('div{color:#bbb}', '<div><b>Coats</b></div>')).toHaveLength(1);
    expect(await styled('p{color:rgba(0,0,0,.3)}', '<p>Coats</p>')).toHaveLength(1);
    expect(await styled('p{display:none;color:#fff}', '<p>Coats</p>')).toEqual([]);
    expect(await styled('@media (max-width:400px){p{color:#fff}}', '<p>Coats</p>')).toEqual([]);
    expect(await styled('p{color:#959595;font-size:24px}', '<p>Coats</p>')).toHaveLength(1);
    expect(await styled('p{color:#909090;font-size:24px}', '<p>Coats</p>')).toEqual([]);
  });

  it('does not judge what stands on a picture, and says so', async () => {
    const { checks } = await audit(page('<div style="background-image:url(a.png);color:#fff">Coats</div>'));
    expect(checks.find(({ rule }) => rule === 'contrast')).toMatchObject({
      passed: true,
      detail: expect.stringContaining('on a picture') as string,
    });
  });

  it('holds declared dark colours to the same contrast', async () => {
    const head = (dark: string) =>
      `<meta name="color-scheme" content="light dark"><style>@media (prefers-color-scheme: dark){${dark}}</style>`;
    expect(await failing(page('<p>Coats</p>', head('body{background:#111} p{color:#eee}')))).toEqual([]);
    expect(await failing(page('<p>Coats</p>', head('body{background:#111} p{color:#333}')))).toEqual(['dark_contrast']);
    const { dark_mode: dark } = await audit(page('<p>Coats</p>'));
    expect(dark).toMatchObject({ declared: false, contrast_as_declared: null });
    expect(dark.contrast_partly_inverted).toBeGreaterThan(10);
  });

  it('tells how much of a message is image', async () => {
    const { image_to_text: share, checks } = await audit(page('<p>Coats</p><img src="a.png" alt="A coat" width="600" height="400">'));
    expect(share).toEqual({ images: 1, image_area_px: 240_000, text_characters: 5 });
    expect(checks.find(({ rule }) => rule === 'image_to_text')).toMatchObject({ passed: false, advisory: true });
  });
});

describe('HTML that is out to harm', () => {
  const soon = async (html: string) => {
    const started = performance.now();
    const outcome = await audit(html).catch((error: unknown) => error);
    expect(performance.now() - started).toBeLessThan(4_000);
    return outcome;
  };

  it.each([
    ['of 10 MB', '<p>Coats</p>'.repeat(900_000)],
    ['nested a hundred thousand deep', '<i>'.repeat(100_000)],
    ['of a hundred thousand elements', '<br>'.repeat(100_000)],
  ])('%s is refused soon, naming the field', async (_, html) => {
    expect(await soon(html)).toMatchObject({ kind: 'invalid', retryable: false });
  });

  it.each([
    ['a tag that never closes', `<p ${'a="b" '.repeat(60_000)}`],
    ['closing tags alone', '</div>'.repeat(80_000)],
    ['rules for everything', page('<b>x</b>'.repeat(5_000), `<style>${'* * * * * b{color:red}'.repeat(4_000)}</style>`)],
    ['style that is none', page('x', `<style>${'{'.repeat(90_000)}</style>`)],
    ['declarations without end', page(`<p style="${'color:red;'.repeat(40_000)}">x</p>`)],
    ['colours that are none', page(`<p style="color:rgb(${'1,'.repeat(100_000)})">x</p>`)],
    ['blanks', page(`<a href="${' '.repeat(400_000)}">x</a>`)],
    ['brackets', page(`<p style="background:${'('.repeat(400_000)}">x</p>`)],
  ])('as %s is read in bounded time', async (_, html) => {
    expect(await soon(html)).toHaveProperty('checks');
  });

  it('stops when the signal goes off', async () => {
    const reason = new Error('too late');
    await expect(auditHtml(page('x'.repeat(200_000)), 'context.html', AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
