import { IsInt, IsOptional, IsUrl, Max } from 'class-validator';
import { Env } from './env.decorator';
import { ConfigError, loadConfig } from './load-config';

class Left {
  @Env('LEFT_LIMIT') @IsInt() @Max(10) limit: number = 3;
  @Env('LEFT_NAMES') names: string[] = [];
}
class Right {
  @Env('RIGHT_URL') @IsOptional() @IsUrl() url?: string;
}

describe('loadConfig', () => {
  it('keeps the default of a variable that is unset or empty', () => {
    const left = loadConfig([Left], { LEFT_LIMIT: ' ' }).get(Left) as Left;
    expect(left.limit).toBe(3);
  });

  it('reads numbers and lists by the type of the property', () => {
    const left = loadConfig([Left], { LEFT_LIMIT: '7', LEFT_NAMES: 'a, b,' }).get(Left) as Left;
    expect(left).toEqual({ limit: 7, names: ['a', 'b'] });
  });

  it('reports the faults of all fragments together, by variable and without values', () => {
    const load = () => loadConfig([Left, Right], { LEFT_LIMIT: 'secret', RIGHT_URL: 'also-secret' });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(/LEFT_LIMIT[\s\S]*RIGHT_URL/);
    expect(load).not.toThrow(/secret/);
  });

  it('freezes what it loaded', () => {
    const left = loadConfig([Left], {}).get(Left) as Left;
    expect(() => (left.limit = 4)).toThrow(TypeError);
  });
});
