import { SubmitTaskDto } from '../../src/coordinator/dto/submit-task.dto';
import { ImportMemoryDto } from '../../src/memory/dto/import-memory.dto';
import { Mesh } from '../mesh';
import { declaredInputs, validatedFields, type DeclaredInput, type ValidatedField } from './inputs';

/** Classes of what is read from within a body, by `validated`. */
const READ_WITHIN = [SubmitTaskDto, ImportMemoryDto];

/** Handlers that read their body or query by hand, and what bounds it. */
const READ_BY_HAND: Readonly<Record<string, string>> = {
  'RateLimitsController.put': 'known names of limits, whole numbers',
  'RateLimitsController.putPlatform': 'known names of limits, whole numbers',
  'RetentionController.put': 'known types of data, days or a word',
  'SafetyController.put': 'known names, numbers from 0 to 1, lists of known words',
};

/** Fields that take any JSON, and why that is no harm. */
const ANYTHING: Readonly<Record<string, string>> = {
  'GenerateDto.tool_choice': 'readToolChoice takes one of three words or the name of a tool',
  'ImportMemoryDto.flagged': 'read over',
  'ImportMemoryDto.network_id': 'read over',
  'ImportMemoryDto.superseded_by': 'read over',
  'ImportMemoryDto.valid_until': 'read over',
  'ImportMemoryDto.trust': 'read over',
  'ImportMemoryDto.provenance': 'read over',
  'ImportMemoryDto.score': 'read over',
  'ImportMemoryDto.signals': 'read over',
};

/** Validators that let no long text through. */
const BOUNDED_TEXT = ['maxLength', 'isLength', 'isIn', 'isIp', 'isTimestamp', 'isTextOrObject', 'isLimit', 'isFormality'];
const NUMBERS_AND_SUCH = ['isInt', 'isNumber', 'isBoolean'];

/** What is wrong with the bounds of a field; undefined when nothing is. */
function faultOf({ name, validators }: ValidatedField): string | undefined {
  const has = (...names: string[]) => names.some((validator) => validators.has(validator));
  if (name in ANYTHING) return undefined;
  if (has('isArray') && !has('arrayMaxSize')) return `${name}: a list of any length`;
  if (has('isObject') && !has('isBoundedObject')) return `${name}: an object of any size`;
  if (has(...BOUNDED_TEXT, ...NUMBERS_AND_SUCH, 'isBoundedObject', 'nestedValidation', 'isDependencies')) return undefined;
  // Items of a list that are checked later on are bounded by the list and by whoever reads them.
  if (has('isArray') && !has('isString', 'matches')) return undefined;
  const pattern = (validators.get('matches')?.constraints as RegExp[] | undefined)?.[0];
  if (pattern !== undefined && isBounded(pattern)) return undefined;
  return `${name}: ${[...validators.keys()].join(', ')} do not bound it`;
}

/** Whether a pattern holds the whole text and repeats nothing without a bound. */
function isBounded({ source }: RegExp): boolean {
  return source.startsWith('^') && source.endsWith('$') && !/(?<!\\)[*+](?![^[]*\])|\{\d+,\}/.test(source);
}

describe('what clients send', () => {
  let mesh: Mesh;
  let inputs: DeclaredInput[];
  beforeAll(async () => {
    mesh = await Mesh.start();
    inputs = declaredInputs(mesh.app);
  });
  afterAll(() => mesh.stop());

  it('is held against a class of validators on every route and message', () => {
    expect(inputs.length).toBeGreaterThan(50);
    const bare = inputs.filter(({ Class }) => Class === undefined).map(({ handler }) => handler);
    expect(bare.filter((handler) => !(handler in READ_BY_HAND))).toEqual([]);
    expect(Object.keys(READ_BY_HAND).filter((handler) => !bare.includes(handler))).toEqual([]);
  });

  it('is bounded: every text in its length, every list in its items, every object in its depth, keys and bytes', () => {
    const classes = new Set([...inputs.flatMap(({ Class }) => Class ?? []), ...READ_WITHIN]);
    const fields = validatedFields(classes);
    expect(fields.length).toBeGreaterThan(150);
    expect(fields.map(faultOf).filter((fault) => fault !== undefined)).toEqual([]);
    expect(Object.keys(ANYTHING).filter((name) => !fields.some((field) => field.name === name))).toEqual([]);
  });
});
