import { invalidField, type MeshError } from '../errors';
import type { Principal } from '../security';
import type { GenerateDto } from './dto/generate.dto';
import { formalityOf } from './dto/formality';
import type { GenerateRequest, GenerateScope, ModelSelection } from './generate';
import type { ModelMessage } from './model-provider';
import { readMessages, type Conversation } from './request/read-messages';
import { MAX_IMAGES, readImage } from './request/read-image';
import { readResponseFormat } from './request/read-response-format';
import { readToolChoice, readTools } from './request/read-tools';
import { listAt } from './request/fields';

/** On whose behalf `principal` asks: the person it names, else the one whose key it is. */
export function scopeOf(principal: Principal, body: { user_id?: string; network_id?: string }): GenerateScope {
  const { tenantId, keyId, userId, requestId } = principal;
  return {
    ...{ tenantId, keyId, userId: body.user_id ?? userId },
    ...(body.network_id === undefined ? {} : { networkId: body.network_id }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/**
 * The request that `body` makes; `path` is what its fields are named by in faults, such as `requests[0].`.
 * @throws MeshError 422 naming the field; 413 `image-too-large`.
 */
export function generateRequestOf(body: GenerateDto, path = ''): GenerateRequest {
  const { system, messages } = conversationOf(body, path);
  const tools = readTools(body.tools, `${path}tools`);
  return {
    ...defined({
      system: [body.system, system].filter((text) => text !== undefined && text !== '').join('\n\n') || undefined,
      model: pinOf(body, path),
      provider: body.provider,
      temperature: body.temperature,
      topP: body.top_p,
      stop: body.stop,
      maxTokens: body.max_tokens,
      reasoningEffort: body.reasoning_effort,
      taskType: body.task_type,
      formality: body.formality === undefined ? undefined : formalityOf(body.formality),
      earlierConfidence: body.earlier_confidence,
      tools,
      toolChoice: readToolChoice(body.tool_choice, tools, `${path}tool_choice`),
      selection: selectionOf(body),
      fallback: body.fallback,
      cache: body.cache === undefined ? undefined : cacheOf(body.cache),
      continueOnFailure: body.continue_on_failure,
      timeoutMs: body.timeout_ms,
    }),
    messages: withImages(messages, body, path),
    format: readResponseFormat(body.response_format, `${path}response_format`),
  };
}

function conversationOf({ prompt, messages }: GenerateDto, path: string): Conversation {
  if (prompt === undefined && messages === undefined) throw bothFields(path, 'one of prompt and messages must be given');
  if (prompt !== undefined && messages !== undefined) throw bothFields(path, 'only one of prompt and messages may be given');
  return prompt === undefined ? readMessages(messages, `${path}messages`) : { messages: [{ role: 'user', content: prompt }] };
}

function bothFields(path: string, message: string): MeshError {
  return invalidField(`${path}prompt`, message);
}

/** Shows the images beside the last words of the user. */
function withImages(messages: ModelMessage[], { images }: GenerateDto, path: string): ModelMessage[] {
  if (images === undefined || images.length === 0) return messages;
  const shown = listAt(images, `${path}images`, MAX_IMAGES).map((image, index) => readImage(image, `${path}images[${index}]`));
  const last = messages.findLastIndex(({ role }) => role === 'user');
  const turn = messages[last];
  if (turn?.role !== 'user') throw invalidField(`${path}images`, 'need a message of the user to stand in');
  const said = typeof turn.content === 'string' ? [{ type: 'text' as const, text: turn.content }] : turn.content;
  const content = [...said, ...shown.map((image) => ({ type: 'image' as const, image }))];
  if (content.filter(({ type }) => type === 'image').length > MAX_IMAGES) {
    throw invalidField(`${path}images`, `makes more than ${MAX_IMAGES} images`);
  }
  return messages.with(last, { role: 'user', content });
}

function pinOf({ model, model_selection: selection }: GenerateDto, path: string): string | undefined {
  if (model !== undefined && selection?.model !== undefined && model !== selection.model) {
    throw invalidField(`${path}model_selection.model`, 'contradicts model');
  }
  return model ?? selection?.model;
}

function selectionOf({ model_selection: selection }: GenerateDto): ModelSelection | undefined {
  return (
    selection &&
    defined({
      complexity: selection.task_complexity,
      requiresVision: selection.requires_vision,
      requiresFunctionCalling: selection.requires_function_calling,
      costSensitive: selection.cost_sensitive,
    })
  );
}

function cacheOf(cache: boolean | 'similar'): 'off' | 'exact' | 'similar' {
  return cache === 'similar' ? cache : cache ? 'exact' : 'off';
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** `fields` without those that are undefined. */
function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
