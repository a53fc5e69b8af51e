import type { MessagePart, ModelMessage, ModelRequest, ProviderName } from '../model-provider';
import { textTokens, type TokenEstimate } from './text-tokens';

/** The parts of a request that become input tokens. */
export type CountedRequest = Pick<ModelRequest, 'system' | 'messages' | 'format' | 'tools'>;

/** Role and separators of a turn: 3 to 4 with OpenAI's ChatML, says its cookbook; the bound leaves room for every vendor. */
const MESSAGE = { tokens: 4, tokensMax: 16 };

/** An image of about a megapixel; the bound is a 12-megapixel photo at the dearest published rate (14,364 tokens, GPT-6, original detail). */
const IMAGE = { tokens: 1_600, tokensMax: 16_000 };

/** What vendors say before a list of tools: Anthropic documents 290 to 804 tokens. A tool that carries a schema costs the same. */
const TOOLS = { tokens: 350, tokensMax: 1_024 };

/** A schema may be sent twice, in words and in its field, and closing its objects makes it longer. */
const SCHEMA_COPIES_MAX = 3;

/** Tokens a vendor's own tokenizer takes for one of o200k_base; Anthropic says that Claude's since 4.7 takes 30 % more than its former one. */
const PER_O200K: Readonly<Record<ProviderName, number>> = {
  anthropic: 1.4,
  openai: 1,
  gemini: 1.1,
  groq: 1.1,
  compatible: 1.15,
  sandbox: 1,
};

/** The input tokens of `request` without a tokenizer: the guess is for o200k_base, the bound for every vendor. Linear; about 5 µs a kilobyte. */
export function estimateTokens({ system, messages, format, tools }: CountedRequest): TokenEstimate {
  const sum: TokenEstimate = { ...MESSAGE };
  if (system !== undefined) addText(sum, system);
  for (const message of messages) addMessage(sum, message);
  if (tools !== undefined && tools.length > 0) {
    add(sum, TOOLS);
    for (const tool of tools) addText(sum, JSON.stringify(tool), 2);
  }
  if (format.type === 'json_schema') {
    add(sum, TOOLS);
    addText(sum, JSON.stringify(format.schema), SCHEMA_COPIES_MAX);
  } else if (format.type === 'json_object') add(sum, { tokens: 12, tokensMax: 64 });
  return sum;
}

/** The guess for the tokenizer of `provider`. */
export function tokensAt(provider: ProviderName, { tokens, tokensMax }: TokenEstimate): number {
  return Math.min(tokensMax, Math.ceil(tokens * PER_O200K[provider]));
}

function addMessage(sum: TokenEstimate, message: ModelMessage): void {
  add(sum, MESSAGE);
  if (typeof message.content === 'string') addText(sum, message.content);
  else for (const part of message.content) addPart(sum, part);
  if (message.role === 'tool') addText(sum, message.toolCallId);
  if (message.role !== 'assistant' || message.toolCalls === undefined) return;
  for (const { id, name, arguments: text } of message.toolCalls) {
    add(sum, MESSAGE);
    addText(sum, `${id}${name}${text}`);
  }
}

function addPart(sum: TokenEstimate, part: MessagePart): void {
  if (part.type === 'text') addText(sum, part.text);
  else add(sum, IMAGE);
}

function addText(sum: TokenEstimate, text: string, copiesMax = 1): void {
  const { tokens, tokensMax } = textTokens(text);
  sum.tokens += tokens;
  sum.tokensMax += tokensMax * copiesMax;
}

function add(sum: TokenEstimate, part: TokenEstimate): void {
  sum.tokens += part.tokens;
  sum.tokensMax += part.tokensMax;
}
