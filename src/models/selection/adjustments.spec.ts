import type { GenerateRequest } from '../generate';
import type { ProviderName } from '../model-provider';
import { traitsOf } from '../providers/catalogue';
import { adjustmentsFor } from './adjustments';
import { temperatureOf } from './temperature';

const adjusted = (provider: ProviderName, model: string, changes: Partial<GenerateRequest>) => {
  const request: GenerateRequest = { messages: [], format: { type: 'text' }, ...changes };
  return adjustmentsFor({ provider, model, traits: traitsOf({ provider, model }) }, request, temperatureOf(request).value).map(
    ({ parameter, used, reason }) => [parameter, used, reason],
  );
};
const everything: Partial<GenerateRequest> = { temperature: 1.5, topP: 0.5, stop: ['END'], maxTokens: 100_000, reasoningEffort: 'high' };

describe('what of a request a model does not get as it was asked', () => {
  it.each<[ProviderName, string, Partial<GenerateRequest>, unknown[]]>([
    ['openai', 'gpt-4o', { temperature: 1.5, topP: 0.5, stop: ['END'], maxTokens: 100 }, []],
    [
      'openai',
      'gpt-4o',
      everything,
      [
        ['max_tokens', 16_384, 'max_tokens lowered from 100000 to 16384, the most that gpt-4o takes'],
        ['reasoning_effort', null, 'reasoning_effort left out: gpt-4o does not reason'],
      ],
    ],
    [
      'openai',
      'gpt-5.6-terra',
      { temperature: 0, topP: 1, stop: ['END'] },
      [
        ['temperature', null, 'temperature left out: gpt-5.6-terra takes none'],
        ['top_p', null, 'top_p left out: gpt-5.6-terra takes none'],
      ],
    ],
    [
      'anthropic',
      'claude-opus-4-6',
      { temperature: 1.5, topP: 0.5 },
      [
        ['temperature', 1, 'temperature lowered from 1.5 to 1, the most that claude-opus-4-6 takes'],
        ['top_p', null, 'top_p left out: claude-opus-4-6 takes none beside a temperature'],
      ],
    ],
    ['anthropic', 'claude-opus-4-6', { topP: 0.5, temperature: undefined }, []],
    [
      'anthropic',
      'claude-opus-4-6',
      { taskType: 'ideation', formality: 0 },
      [['temperature', 1, 'temperature lowered from 1.25 to 1, the most that claude-opus-4-6 takes']],
    ],
    ['sandbox', 'sandbox', { stop: [] }, []],
  ])('%s/%s: %j', (provider, model, changes, expected) => {
    expect(adjusted(provider, model, changes)).toEqual(expected);
  });

  it('is everything where no model is asked', () => {
    expect(adjusted('sandbox', 'sandbox', everything).map(([parameter, used]) => [parameter, used])).toEqual(
      ['temperature', 'top_p', 'stop', 'max_tokens', 'reasoning_effort'].map((parameter) => [parameter, null]),
    );
  });
});
