import { anyObject, choice, count, flag, jsonOf, list, named, object, optional, orNull, raw, text, textOf } from '../../openapi';

const KIND = choice(['model']);

/** A model in OpenAI's words. */
export const SERVED_MODEL = named(
  'OpenAiModel',
  object({ id: text(undefined, 'auto'), object: KIND, created: count('0: nobody tells us'), owned_by: text(undefined, 'ai-mesh') }),
);

/** All of them. */
export const SERVED_MODELS = object({ object: choice(['list']), data: list(SERVED_MODEL) });

/** A failure in OpenAI's words. */
export const OPENAI_ERROR = named(
  'OpenAiError',
  object({
    error: object({
      message: text(),
      type: text(undefined, 'invalid_request_error'),
      param: orNull(text(undefined, 'messages')),
      code: orNull(text(undefined, 'validation_failed')),
    }),
  }),
);

/** The body of a chat: that of OpenAI, of which these fields are read; the guide names the others. */
export const CHAT_REQUEST = named(
  'ChatRequest',
  raw<object>({
    ...object({
      model: text('`auto`, a model, or `provider/model`', 'auto'),
      messages: list(anyObject('As in the API of OpenAI')),
      stream: optional(flag()),
    }).json,
    additionalProperties: true,
  }),
);

const CHAT_COMPLETION = named(
  'ChatCompletion',
  object({
    id: text(undefined, 'chatcmpl-1'),
    object: choice(['chat.completion']),
    created: count('Seconds since 1970'),
    model: text(undefined, 'sandbox-1'),
    choices: list(
      object({
        index: count(),
        message: object({
          role: choice(['assistant']),
          content: orNull(text()),
          refusal: orNull(text()),
          tool_calls: optional(list(anyObject())),
        }),
        logprobs: orNull(anyObject()),
        finish_reason: text(undefined, 'stop'),
      }),
    ),
    usage: object({
      prompt_tokens: count(),
      completion_tokens: count(),
      total_tokens: count(),
      prompt_tokens_details: object({ cached_tokens: count() }),
      completion_tokens_details: object({ reasoning_tokens: count() }),
    }),
  }),
);

/** What a chat is answered with: a completion, or with `stream` its chunks. */
export const CHAT_ANSWERS = [
  jsonOf(CHAT_COMPLETION),
  textOf('text/event-stream', 'With `stream`: a `chat.completion.chunk` in each `data:`, and `data: [DONE]` at the end'),
];
