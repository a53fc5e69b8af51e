import type { MessageCreateParamsNonStreaming, OutputConfig } from '@anthropic-ai/sdk/resources/messages';
import type { ModelRequest } from '../../model-provider';
import type { ModelTraits } from '../../model-traits';
import { jsonInstruction, withInstruction } from '../json-instruction';
import type { AnswerForm } from './answer-form';
import { anthropicMessages } from './messages';
import { withCacheBreakpoints } from './prompt-cache';
import { toolFields } from './tools';

/** The SDK's types no longer know what the newer models refuse. */
interface Sampling {
  temperature?: number;
  top_p?: number;
}

/** The body of `POST /v1/messages`, which makes the answer take the form `form`. */
export function anthropicRequest(
  model: string,
  traits: ModelTraits,
  request: ModelRequest,
  form: AnswerForm,
): MessageCreateParamsNonStreaming {
  // Models that think by default refuse both sampling parameters and a forced tool choice, says Anthropic's migration guide.
  const tools = toolFields(request, form, traits.temperature);
  const words = withInstruction(form.form === 'words' ? jsonInstruction(request.format) : undefined, tools.instruction);
  const system = withInstruction(request.system, words);
  const outputConfig = outputConfigOf(traits, request, form);
  const { stop = [] } = request;
  return withCacheBreakpoints({
    model,
    max_tokens: request.maxTokens,
    messages: anthropicMessages(request.messages),
    ...(system !== undefined && { system }),
    ...(stop.length > 0 && { stop_sequences: stop }),
    ...(traits.temperature && sampling(traits, request)),
    ...(outputConfig !== undefined && { output_config: outputConfig }),
    ...tools.fields,
  });
}

function sampling({ maxTemperature = Infinity, eitherSampling }: ModelTraits, { temperature, topP }: ModelRequest): Sampling {
  return {
    ...(temperature !== undefined && { temperature: Math.min(maxTemperature, Math.max(0, temperature)) }),
    ...(topP !== undefined && !(eitherSampling === true && temperature !== undefined) && { top_p: topP }),
  };
}

function outputConfigOf(traits: ModelTraits, { reasoningEffort }: ModelRequest, form: AnswerForm): OutputConfig | undefined {
  const config: OutputConfig = {
    ...(traits.reasoning && reasoningEffort !== undefined && { effort: reasoningEffort }),
    ...(form.form === 'native' && { format: { type: 'json_schema' as const, schema: form.schema } }),
  };
  return Object.keys(config).length > 0 ? config : undefined;
}
