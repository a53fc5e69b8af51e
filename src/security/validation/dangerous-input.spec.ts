import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { Counter, Registry } from 'prom-client';
import { IsBoundedObject } from './bounded-object';
import { DangerousInput } from './dangerous-input';
import { FreeText } from './free-text';
import { Plain } from './plain';
import type { InputPolicies } from './input-policies';
import { DEFAULT_INPUT_POLICY, type InputPolicy } from './input-policy';

class Step {
  @IsString() @FreeText() task!: string;
}
class Thing {
  @IsOptional() @IsString() @Plain() name?: string;
  @IsOptional() @IsString({ each: true }) @Plain({ each: true }) labels?: string[];
  @IsOptional() @IsString() @FreeText() text?: string;
  @IsOptional() @IsBoundedObject() context?: Record<string, unknown>;
  @IsOptional() @ValidateNested() @Type(() => Step) steps?: Step[];
}

const registry = new Registry();
const counter = new Counter({ name: 'x_total', help: 'x', labelNames: ['kind', 'field_kind'], registers: [registry] });
/** The dangers of a tenant that has chosen so. */
const dangersOf = (chosen: Partial<InputPolicy> = {}) =>
  new DangerousInput({ of: () => Promise.resolve({ ...DEFAULT_INPUT_POLICY, ...chosen }) } as unknown as InputPolicies, counter);
const faultsOf = async (json: unknown) => (await dangersOf().validated(Thing, json, 'acme')).faults;

describe('names', () => {
  it.each(["O'Brien & sons", 'Campaign 5 < 6 (draft)', 'Réseau «été» 👩‍👧', 'שלום', 'AC/DC', 'Tom; drop table 7', 'a.b@c.example'])(
    'may be %j',
    async (name) => {
      expect(await faultsOf({ name, labels: [name] })).toEqual([]);
    },
  );

  it.each([
    ['<script>x()</script>', 'script'],
    ['`<script>` x', 'script'],
    ['<iframe src=x>', 'html'],
    ['a\u0000b', 'control'],
    ['pay\u202etxt.exe', 'bidi'],
    ['__proto__', 'prototype'],
    ['../../etc/passwd', 'path'],
  ])('are refused as %j, which tells of %s', async (name, kind) => {
    expect(await faultsOf({ name })).toEqual([{ field: 'name', message: `must not hold ${kind}` }]);
    expect(await faultsOf({ labels: ['good', name] })).toEqual([expect.objectContaining({ field: 'labels[1]' })]);
  });
});

describe('free-form objects', () => {
  const json = (text: string) => ({ context: JSON.parse(text) as unknown });
  it.each(['{"a": {"__proto__": {"admin": true}}}', '{"constructor": {"prototype": {}}}', '{"a": [{"__proto__": 1}]}'])(
    'do not reach the prototype of others as %s does',
    async (text) => {
      expect(await faultsOf(json(text))).toEqual([expect.objectContaining({ field: 'context' })]);
    },
  );

  it('have at most a thousand keys each, and may hold many objects', async () => {
    const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 1]));
    expect(await faultsOf({ context: keys(1_001) })).toHaveLength(1);
    expect(await faultsOf({ context: { rows: Array.from({ length: 30 }, () => keys(500)) } })).toEqual([]);
    expect(await faultsOf({ context: { constructor: 'Acme', toString: null } })).toEqual([]);
  });
});

describe('what is dangerous in a request', () => {
  const STRICT: InputPolicy = { name: 'reject', text: 'reject', object: 'reject' };
  const DEFUSED: InputPolicy = { name: 'sanitise', text: 'sanitise', object: 'sanitise' };
  const sql = "' OR 1=1--";
  beforeEach(() => registry.resetMetrics());

  const counted = async () => (await counter.get()).values.map(({ labels, value }) => [labels.kind, labels.field_kind, value]);

  it('is counted in texts, in objects and in what nests, once for each request', async () => {
    const request = { text: sql, steps: [{ task: sql }, { task: sql }], context: { deep: [{ [sql]: 1, x: 'http://127.0.0.1/' }] } };
    expect(await dangersOf().validated(Thing, request, 'acme')).toMatchObject({ faults: [], instance: request });
    expect(await counted()).toEqual(
      expect.arrayContaining([
        ['sql', 'text', 1],
        ['sql', 'object', 1],
        ['ssrf', 'object', 1],
      ]),
    );
  });

  it('is counted in names, too, which are refused for it', async () => {
    expect(await faultsOf({ name: '<script>x()</script>' })).toHaveLength(1);
    expect(await counted()).toEqual([['script', 'name', 1]]);
  });

  it('is refused where the policy of a tenant refuses it, naming the field and no content', async () => {
    const { faults } = await dangersOf(STRICT).validated(
      Thing,
      { text: 'x; rm -rf /', steps: [{ task: 'fine' }, { task: sql }], context: { a: { b: '<script>x()</script>' } } },
      'acme',
    );
    expect(faults).toHaveLength(3);
    expect(faults).toEqual(
      expect.arrayContaining([
        { field: 'text', message: 'must not hold shell' },
        { field: 'steps[1].task', message: 'must not hold sql' },
        { field: 'context', message: 'must not hold script' },
      ]),
    );
    expect((await dangersOf(STRICT).validated(Thing, { text: 'SELECT the best option', steps: [] }, 'acme')).faults).toEqual([]);
  });

  it('is refused however far behind ordinary words it stands', async () => {
    const text = `${'words, '.repeat(20_000)}${sql}${' more'.repeat(20_000)}`;
    expect((await dangersOf(STRICT).validated(Thing, { text }, 'acme')).faults).toEqual([{ field: 'text', message: 'must not hold sql' }]);
  });

  it('is cut out where the policy says so, and nothing else is changed', async () => {
    const { instance, faults } = await dangersOf(DEFUSED).validated(
      Thing,
      {
        name: "O'Brien\u202e & <script>x()</script>sons",
        labels: ['a', 'b\u0000c'],
        text: `5 < 6, ${'words, '.repeat(10_000)}<scr<script>x()</script>ipt>y()</script> & SELECT 1`,
        context: { list: ['<img src=x onerror=alert(1)>ok', 7], deep: { html: '<b>bold</b>' } },
      },
      'acme',
    );
    expect(faults).toEqual([]);
    expect(instance).toMatchObject({
      name: "O'Brien & sons",
      labels: ['a', 'bc'],
      context: { deep: { html: '<b>bold</b>' } },
    });
    expect(instance?.text?.startsWith(`5 < 6, ${'words, '.repeat(10_000)}`)).toBe(true);
    expect(instance?.text?.endsWith(' & SELECT 1')).toBe(true);
    expect(/<script|onerror|alert/.test(JSON.stringify(instance))).toBe(false);
  });

  it('is refused where cutting it out leaves no name, and in keys', async () => {
    expect((await dangersOf(DEFUSED).validated(Thing, { name: '<script>x()</script>' }, 'acme')).faults).toEqual([
      { field: 'name', message: 'must not hold script' },
    ]);
    expect((await dangersOf(DEFUSED).validated(Thing, { context: { '<script>x()</script>': 1 } }, 'acme')).faults).toHaveLength(1);
  });

  it('is not overlooked for what a client calls its keys', async () => {
    const context = { constructor: '<script>x()</script>', hasOwnProperty: 1 };
    expect((await dangersOf(STRICT).validated(Thing, { context }, 'acme')).faults).toContainEqual({
      field: 'context',
      message: 'must not hold script',
    });
    expect(await dangersOf(STRICT).treat({ context: Object.create(null) as object, constructor: 'x' }, undefined)).toEqual([]);
  });
});
