import type { ModelRequest, ToolCall } from '../../model-provider';
import type { ModelTraits } from '../../model-traits';
import { jsonInstruction, withInstruction } from '../json-instruction';
import { geminiContents } from './contents';
import { functionTools } from './function-tools';
import { wantsThoughtSignatures } from './generation';
import { jsonAnswer } from './json-answer';
import { thinkingConfig } from './thinking';
import { NO_SIGNATURE, type ThoughtSignatures } from './thought-signatures';
import type { WireConfig, WireRequest } from './wire';

const MAX_TEMPERATURE = 2;

/** The body of `models/{model}:generateContent`, and of its streaming twin. */
export function geminiRequest(model: string, traits: ModelTraits, request: ModelRequest, signatures: ThoughtSignatures): WireRequest {
  const json = jsonAnswer(model, traits, request);
  const system = withInstruction(request.system, json.inWords ? jsonInstruction(request.format) : undefined);
  const lost = wantsThoughtSignatures(model) ? NO_SIGNATURE : undefined;
  // Of calls made at once only the first is signed.
  const signatureOf = (call: ToolCall, isFirst: boolean) => signatures.of(call) ?? (isFirst ? lost : undefined);
  return {
    contents: geminiContents(request.messages, signatureOf),
    ...(system !== undefined && { systemInstruction: { parts: [{ text: system }] } }),
    generationConfig: {
      maxOutputTokens: request.maxTokens,
      ...sampling(traits, request),
      ...thinking(model, traits, request),
      ...json.config,
    },
    ...functionTools(model, request),
  };
}

function sampling(traits: ModelTraits, { temperature, topP, stop = [] }: ModelRequest): WireConfig {
  return {
    ...(stop.length > 0 && { stopSequences: stop }),
    ...(traits.temperature && temperature !== undefined && { temperature: Math.min(MAX_TEMPERATURE, Math.max(0, temperature)) }),
    ...(traits.temperature && topP !== undefined && { topP }),
  };
}

function thinking(model: string, traits: ModelTraits, { reasoningEffort }: ModelRequest): WireConfig {
  return traits.reasoning && reasoningEffort !== undefined ? { thinkingConfig: thinkingConfig(model, reasoningEffort) } : {};
}
