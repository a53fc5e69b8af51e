import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { Counter, Registry } from 'prom-client';
import { IsBoundedObject } from './bounded-object';
import { STRICT_POLICY } from './danger-policy';
import { DangerousInput } from './dangerous-input';
import { FreeText } from './free-text';
import { Plain } from './plain';
import { validated } from './validated';

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

const faultsOf = async (json: unknown) => (await validated(Thing, json)).faults;

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
    expect(await faultsOf({ name })).toEqual([{ field: 'name', message: `must be plain text: it holds ${kind}` }]);
    expect(await faultsOf({ labels: ['good', name] })).toEqual([expect.objectContaining({ field: 'labels' })]);
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

describe('DangerousInput', () => {
  const registry = new Registry();
  const counter = new Counter({ name: 'x_total', help: 'x', labelNames: ['kind', 'field_kind'], registers: [registry] });
  const dangers = new DangerousInput(counter);
  beforeEach(() => {
    registry.resetMetrics();
  });

  const examined = async (json: unknown, ...policy: [] | [typeof STRICT_POLICY]) => {
    const { instance } = await validated(Thing, json);
    const faults = dangers.examine(instance as Thing, ...policy);
    const { values } = await counter.get();
    return { faults, counted: values.map(({ labels, value }) => [labels.kind, labels.field_kind, value]) };
  };

  it('counts what is in texts, in objects and in what nests, once for each request', async () => {
    const sql = "' OR 1=1--";
    expect(
      await examined({ text: sql, steps: [{ task: sql }, { task: sql }], context: { deep: [{ [sql]: 1, x: 'http://127.0.0.1/' }] } }),
    ).toEqual({
      faults: [],
      counted: expect.arrayContaining([
        ['sql', 'text', 1],
        ['sql', 'object', 1],
        ['ssrf', 'object', 1],
      ]) as unknown,
    });
  });

  it('counts what is refused in names too', async () => {
    const { counted } = await examined({ name: '<script>x()</script>' });
    expect(counted).toEqual([['script', 'name', 1]]);
  });

  it('refuses what the policy of a tenant refuses, naming the field and no content', async () => {
    const { faults } = await examined({ text: 'x; rm -rf /', steps: [{ task: 'fine' }, { task: "' OR 1=1--" }] }, STRICT_POLICY);
    expect(faults).toEqual(
      expect.arrayContaining([
        { field: 'text', message: 'must not hold shell' },
        { field: 'steps[1].task', message: 'must not hold sql' },
      ]),
    );
    expect((await examined({ text: 'SELECT the best option', steps: [] }, STRICT_POLICY)).faults).toEqual([]);
  });

  it('is not led astray by what a client calls its keys', async () => {
    const { instance } = await validated(Thing, { context: { constructor: 'x', hasOwnProperty: 1 } });
    expect(dangers.examine(instance as Thing)).toEqual([]);
    expect(dangers.examine({ context: Object.create(null) as object, constructor: 'x' })).toEqual([]);
  });
});
