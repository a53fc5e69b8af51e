const check = (name, holds) => ({ name, holds });
const equal = (actual, wanted) =>
  JSON.stringify(actual) === JSON.stringify(wanted) || `${JSON.stringify(actual)} is not ${JSON.stringify(wanted)}`;
const none = (faults) => faults.length === 0 || `${faults.length}: ${JSON.stringify(faults.slice(0, 3))}`;
const kind = (wanted) => check(`is of kind ${wanted}`, ({ kind: actual }) => equal(actual, wanted));
const type = (wanted) => check(`is done as ${wanted}`, ({ task_type: actual }) => equal(actual, wanted));

/** Luminance and contrast of WCAG 2.2, computed here again: what checks must not lean on what it checks. */
const luminance = (hex) =>
  [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
const contrast = (a, b) => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);

const palettePasses = check('every pair of the palette has a contrast of 4.5', ({ palette }) =>
  none(palette.filter(({ hex, on }) => contrast(hex, on) < 4.5)),
);
const bindingPass = check('no e-mail breaks a rule', ({ emails }) =>
  none(
    emails.flatMap(({ id, checks }) =>
      checks
        .filter(({ passed, skipped, advisory }) => !passed && !skipped && !advisory)
        .map(({ rule, detail }) => `${id} ${rule}: ${detail}`),
    ),
  ),
);
const light = check('every e-mail is lighter than Gmail cuts', ({ emails }) =>
  none(emails.filter(({ html }) => Buffer.byteLength(html) >= 102_400).map(({ id }) => id)),
);
const noFigures = check('the words hold no colour codes or figures', ({ mood, rationale }) =>
  none(`${mood ?? ''} ${rationale ?? ''}`.match(/#[\da-f]{3,}|\d/gi) ?? []),
);
const failing = (output) =>
  output.pages[0].checks.filter(({ passed, skipped, advisory }) => !passed && !skipped && !advisory).map(({ rule }) => rule);
const finds = (...rules) => check(`finds ${rules.join(', ')}`, (output) => none(rules.filter((rule) => !failing(output).includes(rule))));

const piece = (id, headline, body) => ({
  id,
  audience: 'Customers',
  subject: headline,
  preheader: 'Have a look',
  headline,
  body,
  call_to_action: 'See the coats',
});

const refused = (field) =>
  check(
    `names ${field} as what cannot be read`,
    (_, { status, error }) => (status === 'failed' && error.detail.includes(field)) || `${status}: ${error?.detail}`,
  );

/** Cases of the design agent; what they ask of the output is computed, never taste. */
export const evalSet = {
  agentType: 'design',
  cases: [
    {
      name: 'a palette from three brand colours',
      task: 'Recommend a palette for our letters',
      context: { brand_name: 'Hillstrom', brand_colors: ['#1f3a5f', '#c8553d', '#f2c14e'], audience: 'Customers of a clothing shop' },
      checks: [
        kind('visual'),
        type('recommend'),
        palettePasses,
        noFigures,
        check(
          'moved the yellow link and says so',
          ({ adjustments }) =>
            adjustments.some(
              ({ before, contrast_before, contrast_after }) => before === '#f2c14e' && contrast_before < 4.5 && contrast_after >= 4.5,
            ) || 'no adjustment',
        ),
      ],
    },
    {
      name: 'brand colours that are hardly one',
      task: 'Recommend a palette',
      context: { brand_colors: ['yellow', 'hotpink', 'not a colour'] },
      checks: [
        palettePasses,
        check(
          'names what is no colour',
          (_, { result }) => result.warnings.some((warning) => warning.includes('brand_colors[2]')) || 'not named',
        ),
      ],
    },
    {
      name: 'no brand colours at all',
      task: 'Suggest a visual direction',
      context: {},
      checks: [
        kind('visual'),
        palettePasses,
        check(
          'has a scale of sizes and of distances',
          ({ type_scale: sizes, spacing }) => (sizes.length >= 5 && spacing.length >= 5) || 'too few',
        ),
      ],
    },
    {
      name: 'a visual plan',
      task: 'Draw a visual plan for a welcome letter',
      context: { task_type: 'visual_plan', brand_colors: ['#0a5c36'] },
      checks: [
        type('visual_plan'),
        palettePasses,
        check('uses roles that the palette has', ({ sections, palette }) =>
          none(sections.flatMap(({ text, background }) => [text, background]).filter((role) => !palette.some(({ name }) => name === role))),
        ),
        check('asks for one thing to do', ({ sections }) => equal(sections.filter(({ name }) => name === 'action').length, 1)),
      ],
    },
    {
      name: 'two e-mails laid out',
      task: 'Lay out the copy',
      context: {
        brand_name: 'Hillstrom',
        brand_colors: ['#f2c14e'],
        call_to_action_url: 'https://shop.example/coats',
        pieces: [
          piece('web', 'Coats for cold days', ['They are warm, and they last.', 'Have a look.']),
          piece('phone', 'Boots for wet days', ['They are dry.']),
        ],
      },
      checks: [
        kind('layout'),
        check('lays out both', ({ emails }) =>
          equal(
            emails.map(({ id }) => id),
            ['web', 'phone'],
          ),
        ),
        bindingPass,
        light,
        palettePasses,
      ],
    },
    {
      name: 'copy that is hard on a layout',
      task: 'Lay out the copy',
      context: {
        task_type: 'layout',
        pieces: [
          piece('long', 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen', ['x'.repeat(1_500)]),
          piece('rtl', 'معاطف لأيام البرد', ['معظم الأيام عادية، والملابس الجيدة تجعلها أفضل.']),
          piece('markup', '<script>alert(1)</script>', ['</td></table><img src=x onerror=alert(1)>']),
          piece(
            'heavy',
            'Everything about coats',
            Array.from({ length: 400 }, () => 'A coat that lasts. '.repeat(40)),
          ),
        ],
      },
      checks: [
        bindingPass,
        light,
        check('lets no markup through', ({ emails }) =>
          none(emails.filter(({ html }) => /<script|<img[^>]*onerror/i.test(html)).map(({ id }) => id)),
        ),
        check(
          'sets Arabic from the right',
          ({ emails }) => /<html[^>]*dir="rtl"/.test(emails.find(({ id }) => id === 'rtl').html) || 'from the left',
        ),
      ],
    },
    {
      name: 'an audit of a page with faults',
      task: 'Audit the accessibility of our letter',
      context: {
        html: '<html><body><table><tr><td><img src="hero.png"><p style="color:#aaa">Coats</p><a href="#">click here</a><p style="font-size:9px">Terms</p></td></tr></table></body></html>',
      },
      checks: [
        kind('audit'),
        finds('contrast', 'alt_texts', 'table_roles', 'links', 'language', 'title', 'font_size'),
        check('says how to put each right', ({ pages }) => none(pages[0].findings.filter(({ fix }) => !fix))),
        check('offers text colours that pass', ({ pages }) =>
          none(pages[0].pairs.filter(({ passes, nearest, background }) => !passes && contrast(nearest.text, background) < 4.5)),
        ),
      ],
    },
    {
      name: 'an audit of a page without faults',
      task: 'Check this page for WCAG',
      context: {
        html: '<!doctype html><html lang="en"><head><title>Coats</title><meta name="color-scheme" content="light dark"><style>@media (prefers-color-scheme: dark){body{background:#111111}h1,p{color:#eeeeee}a{color:#9ecbff !important}}</style></head><body><h1>Coats</h1><p>They are <a href="https://shop.example/" style="color:#0b4f9e">in our shop</a>.</p></body></html>',
      },
      checks: [
        kind('audit'),
        check('finds nothing', (output) => none(failing(output))),
        check('passes', ({ passed }) => equal(passed, true)),
      ],
    },
    {
      name: 'pairs of colours',
      task: 'Check the contrast',
      context: {
        task_type: 'accessibility',
        colors: [
          { name: 'note', text: '#767676', background: 'white' },
          ['#777777', '#fff'],
          { text: '#949494', background: '#fff', large: true },
        ],
      },
      checks: [
        check('judges them as WCAG does', ({ pairs }) =>
          equal(
            pairs.map(({ passes }) => passes),
            [true, false, true],
          ),
        ),
        check('computes their ratios', ({ pairs }) =>
          none(pairs.filter(({ text, background, ratio }) => Math.abs(contrast(text, background) - ratio) > 0.011)),
        ),
      ],
    },
    {
      name: 'a page on a phone',
      task: 'Is this page responsive?',
      context: {
        html: '<html lang="en"><head><title>x</title></head><body><table role="presentation" width="760"><tr><td>Coats</td></tr></table></body></html>',
      },
      checks: [
        kind('responsive'),
        finds('fits_320_px', 'email_width'),
        check('gives sizes that grow with the screen', ({ type: steps }) =>
          none(steps.filter(({ smallest_px: small, largest_px: large }) => small > large)),
        ),
      ],
    },
    {
      name: 'a page that nests without end',
      task: 'Audit the accessibility of this page',
      context: { html: '<i>'.repeat(5_000) },
      mayFail: true,
      checks: [refused('context.html')],
    },
    {
      name: 'a colour that is none',
      task: 'Check the contrast',
      context: { colors: [['midnight', '#ffffff']] },
      mayFail: true,
      checks: [refused('context.colors[0].text')],
    },
  ],
};
