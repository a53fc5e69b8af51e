import type { ContentBlockParam, MessageCreateParamsNonStreaming, MessageParam } from '@anthropic-ai/sdk/resources/messages';

const EPHEMERAL = { type: 'ephemeral' } as const;
/** Characters per token, the usual rule of thumb for English; an estimate will do, as the API ignores marks on short prefixes. */
const CHARACTERS_PER_TOKEN = 4;
/** Turns from which on a conversation is expected to go on: a question, an answer, a question. */
const LONG_CONVERSATION_TURNS = 3;

/**
 * `body` with cache breakpoints (three at most, of the four allowed) at the ends of what later calls will repeat: the tools,
 * the system prompt, and the last turn of a conversation. Only prefixes long enough to be cached get one, because writing to
 * the cache costs 1.25 times the input; reading from it costs a tenth. Source: Anthropic's guide to prompt caching.
 */
export function withCacheBreakpoints(body: MessageCreateParamsNonStreaming): MessageCreateParamsNonStreaming {
  const { tools = [], system = '', messages } = body;
  const least = minimumTokens(body.model) * CHARACTERS_PER_TOKEN;
  const toolCharacters = tools.length === 0 ? 0 : JSON.stringify(tools).length;
  const stableCharacters = toolCharacters + system.length;
  const marked = { ...body };
  if (toolCharacters >= least) marked.tools = [...tools.slice(0, -1), { ...tools.at(-1)!, cache_control: EPHEMERAL }];
  if (typeof system === 'string' && system !== '' && stableCharacters >= least) {
    marked.system = [{ type: 'text', text: system, cache_control: EPHEMERAL }];
  }
  if (messages.length >= LONG_CONVERSATION_TURNS && stableCharacters + charactersOf(messages) >= least) {
    marked.messages = [...messages.slice(0, -1), markedTurn(messages.at(-1)!)];
  }
  return marked;
}

/** Tokens below which nothing is cached, by the table of that guide and, for Sonnet 4.6, by what users measured (2,048). */
function minimumTokens(model: string): number {
  if (/haiku|opus-4-[5-7]/.test(model)) return 4_096;
  return /sonnet-4-6/.test(model) ? 2_048 : 1_024;
}

function charactersOf(messages: readonly MessageParam[]): number {
  let characters = 0;
  for (const { content } of messages) {
    if (typeof content === 'string') characters += content.length;
    else for (const block of content) characters += charactersIn(block);
  }
  return characters;
}

/** Images count for nothing here: their base64 says nothing about their tokens. */
function charactersIn(block: ContentBlockParam): number {
  if (block.type === 'text') return block.text.length;
  if (block.type === 'tool_use') return JSON.stringify(block.input).length;
  return block.type === 'tool_result' && typeof block.content === 'string' ? block.content.length : 0;
}

function markedTurn({ role, content }: MessageParam): MessageParam {
  const blocks: ContentBlockParam[] = typeof content === 'string' ? [{ type: 'text', text: content }] : [...content];
  const last = { ...blocks.pop(), cache_control: EPHEMERAL } as ContentBlockParam;
  return { role, content: [...blocks, last] } as MessageParam;
}
