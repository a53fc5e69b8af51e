import { LiquidError } from 'liquidjs';
import { PartTooLong } from './mail-emitter';
import { MailLiquid } from './mail-liquid';
import { RenderOverrun } from './work-meter';

const LONGEST = 65_536;
/**
 * Tells bounded work (some 100 ms of the processor, several times that where V8 collects garbage and compiles on other threads of a busy machine) from that of a
 * template without bounds, which takes minutes.
 */
const BOUND_MS = 3_000;

const rendered = (source: string, record: Record<string, unknown> = {}, html = false) => {
  const liquid = new MailLiquid(html);
  return liquid.render(liquid.parse(source), record, LONGEST);
};
/** Time on the processor: a busy machine takes none of it away. */
const processorMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
const failureOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return LiquidError.is(error) ? (error.originalError ?? error) : error;
  }
  return undefined;
};

describe('templates of strangers', () => {
  it('renders what Liquid has: conditions, loops, filters, captures', () => {
    const source =
      '{% if vip %}Dear{% else %}Hi{% endif %} {{ name | capitalize }}{% for p in items limit: 2 %}, {{ forloop.index }} {{ p.title }}{% endfor %}' +
      '{% case plan %}{% when "a", "b" %} AB{% else %} other{% endcase %}{% capture x %}[{{ plan }}]{% endcapture %}{{ x | upcase }}';
    const record = { vip: true, name: 'ann', plan: 'b', items: [{ title: 'Hat' }, { title: 'Bag' }, { title: 'Pen' }] };
    expect(rendered(source, record).text).toBe('Dear Ann, 1 Hat, 2 Bag AB[B]');
  });

  it('escapes values in HTML only, and what is raw not at all', () => {
    const record = { name: `<b>"O'Neil" & co</b>` };
    expect(rendered('{{ name }}|{{ name | raw }}', record, true).text).toBe(
      `&lt;b&gt;&#34;O&#39;Neil&#34; &amp; co&lt;/b&gt;|${record.name}`,
    );
    expect(rendered('{{ name }}', record).text).toBe(record.name);
  });

  it('escapes once what a template escapes itself, and breaks lines of escaped text', () => {
    const source = '{{ a | escape }}|{{ a | xml_escape }}|{{ a | escape_once }}|{{ a | newline_to_br }}|{{ a | escape | newline_to_br }}';
    const once = '&lt;b&gt; &amp;\nx';
    const broken = '&lt;b&gt; &amp;<br />\nx';
    expect(rendered(source, { a: '<b> &\nx' }, true).text).toBe([once, once, once, broken, broken].join('|'));
    expect(rendered('{{ a | newline_to_br }}', { a: '<\n' }).text).toBe('<<br />\n');
  });

  it('keeps nothing from one rendering to the next', () => {
    const liquid = new MailLiquid(false);
    const source =
      '{% increment n %}{% increment n %}{% cycle "a", "b", "c" %}{{ kept }}{% assign kept = name %}{% capture c %}{{ name }}{% endcapture %}{{ late }}' +
      '{% for i in list limit: 1 %}{{ i }}{% endfor %}{% for i in list offset: continue %}{{ i }}{% endfor %}{% assign late = name %}';
    const templates = liquid.parse(source);
    const record = { name: 'Ann', list: [1, 2, 3] };
    const first = liquid.render(templates, record, LONGEST).text;
    expect(liquid.render(templates, { name: 'Bob', list: [4, 5, 6] }, LONGEST).text).toBe('01a456');
    expect(first).toBe('01a123');
    expect(record).toEqual({ name: 'Ann', list: [1, 2, 3] });
  });

  it('shows nothing of how values are made', () => {
    const record = JSON.parse('{"email":"a@b.co","__proto__":{"own":"mine"},"list":[1]}') as Record<string, unknown>;
    const source =
      '{{ constructor }}{{ email.constructor }}{{ email.constructor.name }}{{ __proto__.polluted }}{{ toString }}{{ list.push }}{{ email.__proto__ }}' +
      '{{ list["constructor"] }}{{ hasOwnProperty }}{{ globals }}{{ process }}{{ email["split"] }}';
    expect(rendered(source, record).text).toBe('');
    expect(({} as Record<string, unknown>).own).toBeUndefined();
  });

  it('reads dates in UTC wherever it runs', () => {
    const record = { at: '2026-03-01 00:30', day: '2026-03-01', zoned: '2026-03-01T00:30:00+02:00', unix: 1_772_323_200 };
    expect(
      rendered('{{ at | date: "%d %H:%M %z" }}|{{ day | date: "%-d" }}|{{ zoned | date: "%d %H" }}|{{ unix | date: "%Y-%m-%d" }}', record)
        .text,
    ).toBe('01 00:30 +0000|1|28 22|2026-03-01');
  });

  it('writes the names of months and days in English, beside all else that dates have', () => {
    const formats = ['%A %a %B %b %h %% %%B', '%^B %-d %e %j', '%Y-%m-%dT%H:%M:%S%z', '%s'];
    const source = formats.map((format) => `{{ at | date: "${format}" }}`).join('|');
    const usual = rendered(source, { at: '2026-08-06 07:08:09' }).text;
    expect(usual).toBe(
      'Thursday Thu August Aug Aug % %B|AUGUST 6  6 218|2026-08-06T07:08:09+0000|' + Date.UTC(2026, 7, 6, 7, 8, 9) / 1_000,
    );
    expect(rendered('{{ at | date }}|{{ at | date: "%H %B", "Asia/Tokyo" }}', { at: '2026-08-31T20:00:00Z' }).text).toBe(
      'Monday, August 31, 2026 at 8:00 pm +0000|05 September',
    );
    expect(rendered('{{ at | date: "%Y" }}|{{ at | date_to_string }}', { at: 'soon' }).text).toBe('soon|soon');
    expect(rendered('{{ at | date: "%Y" }}', { at: 1_785_999_289_000 }).text).toBe('2026');
  });

  it('leaves out addresses that are none of the web, wherever the template puts them', () => {
    const evil = { url: 'javascript:alert(1)', data: ' JaVaScRiPt:x', ok: 'https://shop.example/a?b=1', rel: '/x', empty: '' };
    const source = `<a href="{{ url }}">1</a><a href='{% if url %}{{ data }}{% endif %}'>2</a><a href={{ ok }}>3</a><img src="{{ rel }}"><a href="https://x.example/{{ url }}">4</a><a href="{{ empty }}{{ url }}">5</a>{{ url }}`;
    const { text, unsafe } = rendered(source, evil, true);
    expect(unsafe).toBe(3);
    expect(text).toBe(
      '<a href="">1</a><a href=\'\'>2</a><a href=https://shop.example/a?b=1>3</a><img src="/x"><a href="https://x.example/javascript:alert(1)">4</a><a href="">5</a>javascript:alert(1)',
    );
  });

  const twice = (times: number, body: string) => `{% for i in (1..${times}) %}${body}{% endfor %}`;
  const numbers = '{% assign a = (1..900000) %}{% assign b = (1..40000) %}';
  it.each([
    ['a long range', '{% for i in (1..1000000000) %}x{% endfor %}'],
    ['a range that never ends', '{% for i in (1..1e400) %}x{% endfor %}{% for i in (n..m) %}x{% endfor %}'],
    ['loops in loops', twice(1000, twice(1000, twice(1000, '')))],
    ['loops in loops that print', twice(1000, twice(1000, '.'))],
    ['a table', '{% tablerow i in (1..100000) cols: 2 %}{% endtablerow %}'],
    ['tables in tables', '{% tablerow i in (1..900) %}{% tablerow j in (1..900) %}x{% endtablerow %}{% endtablerow %}'],
    ['a text that doubles', `{% assign a = "xxxxxxxx" %}${twice(40, '{% assign a = a | append: a %}')}`],
    [
      'a captured text that doubles',
      `{% assign a = "xxxxxxxx" %}${twice(40, '{% capture a %}{{ a }}{{ a }}{% endcapture %}')}{{ a | url_encode }}`,
    ],
    ['a list that holds itself twice', `{% assign a = "x" | split: "" %}${twice(60, '{% assign a = a | push: a | push: a %}')}{{ a }}`],
    [
      'lists grouped in lists',
      `{% assign a = "x,y" | split: "," %}${twice(60, '{% assign a = a | concat: a | group_by: "k" | map: "items" %}')}{{ a }}`,
    ],
    ['a replacement that grows', `{% assign a = "x" %}${twice(40, '{% assign a = a | replace: "x", "xxxxxxxxxx" %}')}`],
    ['a date that is padded', '{{ "now" | date: "%99999999999d" }}'],
    ['many dates that are padded', twice(10_000, '{{ "now" | date: "%9999d" }}')],
    ['a date of many names', `{{ "2026-01-01" | date: "${'%B%^B%c'.repeat(30_000)}" }}`],
    ['a date of many names in another zone', `{{ "now" | date: "${'%A'.repeat(90_000)}", "Asia/Tokyo" }}`],
    ['many dates in words', twice(10_000, '{{ "x" | date_to_long_string }}{{ 1 | date_to_rfc822 }}')],
    ['a long cycle', twice(20_000, `{% cycle ${'"x", '.repeat(40_000)}"y" %}`)],
    ['a list sorted again and again', `${numbers}${twice(1000, '{% assign c = b | sort | reverse %}')}`],
    ['a sum again and again', `${numbers}${twice(10_000, '{% assign c = b | sum %}')}`],
    ['lists compared', `${numbers}{% assign d = (1..40000) %}${twice(10_000, '{% if b == d %}{% endif %}')}`],
    [
      'lists compared in one step',
      `${numbers}{% assign d = (1..40000) %}{% case b %}{% when ${Array(5_000).fill('d').join(', ')} %}x{% endcase %}`,
    ],
    ['a list copied', `${numbers}${twice(20_000, '{% for x in a reversed limit: 1 %}{% endfor %}')}`],
    ['lists as names of fields', `${numbers}{% cycle ${Array(5_000).fill('a[a]').join(', ')} %}${'{{ a[a] }}'.repeat(1_000)}`],
    ['filters of filters', `{{ "${'ä'.repeat(40_000)}"${' | url_encode | slugify'.repeat(5_000)} }}`],
    [
      'expressions evaluated for each entry',
      `{% assign c = (1..40000) %}{{ c | where_exp: "x", "x == 1 and x == 2 or x == 3" | size }}${twice(99, '{{ c | find_exp: "x", "x == 0" }}')}`,
    ],
    ['a group of each entry', `${numbers}${twice(100, '{% cycle b: 1, 2 %}')}`],
    ['many steps', twice(100_000, '{% assign c = 1 %}')],
  ])('ends %s soon', (_what, source) => {
    const liquid = new MailLiquid(true);
    const templates = liquid.parse(source);
    const startedAt = processorMs();
    const failure = failureOf(() => liquid.render(templates, {}, LONGEST));
    const ms = processorMs() - startedAt;
    expect(failure === undefined || failure instanceof RenderOverrun || failure instanceof PartTooLong).toBe(true);
    expect(ms).toBeLessThan(BOUND_MS);
  });

  it.each([
    ['10,000 conditions in each other', '{% if a %}'.repeat(10_000) + '{% endif %}'.repeat(10_000), /100 levels/],
    ['4,000 captures in each other', '{% capture a %}'.repeat(4_000) + '{% endcapture %}'.repeat(4_000), /100 levels/],
    ['10,000 outputs', '{{ a }}'.repeat(10_000), /5000 tags/],
    ['lines of a liquid tag', `{% liquid\n${'if a\n'.repeat(5_000)}${'endif\n'.repeat(5_000)} %}`, /100 levels/],
    ['brackets in brackets', `{{ ${'a['.repeat(20_000)}1${']'.repeat(20_000)} }}`, /./],
    ['braces that nobody closes', '{{'.repeat(100_000), /not closed/],
    ['files', '{% include "/etc/passwd" %}', /"include" opens other templates/],
    ['other templates', 'a{% render "x" %}', /"render" opens other templates/],
    ['layouts', '{% layout "x" %}{% block a %}{% endblock %}', /"layout"/],
    ['unknown tags', '{% script %}', /tag "script" not found/],
    ['unknown filters', '{{ a | shout }}', /undefined filter: shout/],
    ['what is not closed', '{% for a in b %}', /not closed/],
  ])('refuses %s', (_what, source, message) => {
    const startedAt = processorMs();
    const failure = failureOf(() => new MailLiquid(false).parse(source)) as Error;
    expect(failure.message).toMatch(message);
    expect(processorMs() - startedAt).toBeLessThan(BOUND_MS);
  });

  it('parses the largest templates soon', () => {
    for (const source of [
      '{{ a | upcase }} <td>some text that is here to fill a mail</td>'.repeat(4_000),
      `{{ a${' | upcase'.repeat(28_000)} }}`,
      '<p>'.repeat(87_000),
      '{'.repeat(262_000),
    ]) {
      const startedAt = processorMs();
      failureOf(() => new MailLiquid(true).parse(source));
      expect(processorMs() - startedAt).toBeLessThan(BOUND_MS);
    }
  });
});
