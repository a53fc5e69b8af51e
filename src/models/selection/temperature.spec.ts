import fc from 'fast-check';
import { TASK_TYPES, type GenerateRequest } from '../generate';
import { refusedTemperature, temperatureOf } from './temperature';

const ask = (rest: Partial<GenerateRequest> = {}): GenerateRequest => ({ messages: [], format: { type: 'text' }, ...rest });
const valueOf = (rest: Partial<GenerateRequest>) => temperatureOf(ask(rest)).value ?? NaN;
const unit = fc.double({ min: 0, max: 1, noNaN: true });
const taskType = fc.constantFrom(...TASK_TYPES);

describe('temperatureOf', () => {
  it('sends none when nobody says anything', () =>
    expect(temperatureOf(ask({ formality: 1 }))).toMatchObject({ value: null, source: 'none' }));

  it('obeys the caller before everything else', () => {
    expect(temperatureOf(ask({ temperature: 1.9, taskType: 'extraction', formality: 1, earlierConfidence: 0 }))).toMatchObject({
      value: 1.9,
      source: 'explicit',
    });
  });

  it('goes from exact to free by the type of task', () => {
    const values = TASK_TYPES.map((type) => valueOf({ taskType: type }));
    expect(values[0]).toBe(0);
    expect(values.at(-1)).toBe(1);
    expect(values).toEqual([...values].sort((a, b) => a - b));
  });

  it('says what it is made of', () => {
    expect(temperatureOf(ask({ taskType: 'copywriting', formality: 1, earlierConfidence: 0.5 }))).toEqual({
      value: 0.45,
      source: 'task_type',
      reason: '0.8 for copywriting, moved by formality 1 and earlier confidence 0.5',
    });
  });

  it('is never higher for more formal text or a less confident attempt, and stays in its range', () => {
    fc.assert(
      fc.property(taskType, unit, unit, unit, unit, (type, formality, other, confidence, lower) => {
        const base = { taskType: type, earlierConfidence: Math.max(confidence, lower), formality: Math.min(formality, other) };
        expect(valueOf({ ...base, formality: Math.max(formality, other) })).toBeLessThanOrEqual(valueOf(base));
        expect(valueOf({ ...base, earlierConfidence: Math.min(confidence, lower) })).toBeLessThanOrEqual(valueOf(base));
        expect(valueOf(base)).toBeGreaterThanOrEqual(0);
        expect(valueOf(base)).toBeLessThanOrEqual(1.25);
      }),
    );
  });
});

describe('refusedTemperature', () => {
  it('drops even an explicit one, and says why', () => {
    const explicit = temperatureOf(ask({ temperature: 0.5 }));
    expect(refusedTemperature('gpt-5', explicit)).toEqual({ value: null, source: 'none', reason: 'gpt-5 takes no temperature' });
  });
});
