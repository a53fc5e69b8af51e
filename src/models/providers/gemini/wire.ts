import type {
  Content,
  FunctionCallPart,
  FunctionDeclaration,
  FunctionResponsePart,
  GenerationConfig,
  InlineDataPart,
  PromptFeedback,
  ToolConfig,
  TextPart,
  UsageMetadata,
} from '@google/generative-ai';
import type { JsonSchema } from '../../model-provider';

/** What the API has learned since the SDK's types were written. */
interface Signed {
  /** What the model thought, sealed; wanted back with the call it led to. */
  thoughtSignature?: string;
}

/** A part of a turn that we send. */
export type WirePart = Signed &
  (
    | TextPart
    | InlineDataPart
    | (FunctionCallPart & { functionCall: { id?: string } })
    | (FunctionResponsePart & { functionResponse: { id?: string } })
  );

/** A turn that we send. */
export interface WireContent extends Omit<Content, 'parts'> {
  role: 'user' | 'model';
  parts: WirePart[];
}

/** A tool; `parametersJsonSchema` takes the place of `parameters` from Gemini 2.5 on. */
export interface WireFunction extends Omit<FunctionDeclaration, 'parameters'> {
  parameters?: JsonSchema;
  parametersJsonSchema?: JsonSchema;
}

/** How an answer is generated; `responseJsonSchema` takes the place of `responseSchema` from Gemini 2.5 on. */
export interface WireConfig extends Omit<GenerationConfig, 'responseSchema'> {
  responseSchema?: JsonSchema;
  responseJsonSchema?: JsonSchema;
  thinkingConfig?: { thinkingLevel: string } | { thinkingBudget: number };
}

/** The body of `models/{model}:generateContent`. */
export interface WireRequest {
  contents: WireContent[];
  systemInstruction?: { parts: TextPart[] };
  generationConfig: WireConfig;
  tools?: { functionDeclarations: WireFunction[] }[];
  toolConfig?: ToolConfig;
}

/** A part of an answer; thoughts are parts too. */
export interface WireAnswerPart extends Signed {
  text?: string;
  thought?: boolean;
  functionCall?: { id?: string; name: string; args?: object };
}

/** Token counts; the SDK's types know only the first four. */
export interface WireUsage extends Partial<UsageMetadata> {
  thoughtsTokenCount?: number;
  toolUsePromptTokenCount?: number;
}

/** An answer, or the next piece of one. Servers may leave out anything. */
export interface WireAnswer {
  candidates?: { content?: { parts?: WireAnswerPart[] }; finishReason?: string }[];
  promptFeedback?: Partial<PromptFeedback>;
  usageMetadata?: WireUsage;
  modelVersion?: string;
  responseId?: string;
  error?: unknown;
}
