import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsString, ValidateNested } from 'class-validator';
import type { FieldFault } from '../../errors';
import { instantiate } from './instantiate';

class Leaf {
  @IsString() name!: string;
}
class Tree {
  @IsOptional() @ValidateNested() @Type(() => Leaf) one?: Leaf;
  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => Leaf) many?: Leaf[];
  @IsOptional() free?: Record<string, unknown>;
}

function made(json: unknown): { instance: object | undefined; fields: string[] } {
  const faults: FieldFault[] = [];
  return { instance: instantiate(Tree, json, '', faults), fields: faults.map(({ field }) => field) };
}

describe('instantiate', () => {
  it('makes instances of nested classes, so that they are validated too', () => {
    const { instance, fields } = made({ one: { name: 'a' }, many: [{ name: 'b' }] });
    expect(fields).toEqual([]);
    expect(instance).toMatchObject({ one: expect.any(Leaf) as Leaf, many: [expect.any(Leaf) as Leaf] });
  });

  it('names unknown fields and things that should be objects by their path', () => {
    const { fields } = made({ colour: 1, one: [], many: [[], { name: 'b', size: 2 }, 'c'] });
    expect(fields).toEqual(['colour', 'one', 'many[0]', 'many[1].size', 'many[2]']);
  });

  it('takes null for not given and free-form values as they are', () => {
    const free = { constructor: 'x', toString: null, deep: [{}] };
    const { instance } = made({ one: null, free });
    expect(instance).toEqual({ free });
    expect((instance as Tree).free).toBe(free);
  });

  it('does not look into lists that are too long', () => {
    expect(made({ many: Array.from({ length: 1_001 }, () => ({ size: 1 })) }).fields).toEqual(['many']);
  });
});
