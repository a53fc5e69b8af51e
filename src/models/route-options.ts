import { answerChatError } from './openai-api/chat-error.filter';

/** Bytes of a body that may hold images; all others stay with the bound of the service. */
const MAX_IMAGE_BODY_BYTES = 32 * 1024 * 1024;
const TAKES_IMAGES = /^(?:\/v1\/chat\/|\/api\/mesh\/generate(?:\/|$))/;

/** Bytes of a body with a text that is to be checked: a million characters, as JSON may write them. */
const MAX_TEXT_BODY_BYTES = 8 * 1024 * 1024;
const TAKES_TEXT = /^\/api\/mesh\/safety\//;

/** Answers of programs to programs: the headers that protect browsers cost 4 % of this road's CPU and a kilobyte of each answer. */
const FOR_PROGRAMS = '/v1/chat/completions';

/** What is set here of Fastify's route options, and of the plugins that read them. */
interface ModelRouteOptions {
  bodyLimit?: number;
  errorHandler?: typeof answerChatError;
  /** Read by @fastify/helmet. */
  helmet?: false;
}

/** Options for the route `url`: room for images where they are taken, OpenAI's errors under `/v1` from the first byte on. */
export function modelRouteOptions(url: string): ModelRouteOptions {
  return {
    ...(TAKES_IMAGES.test(url) ? { bodyLimit: MAX_IMAGE_BODY_BYTES } : {}),
    ...(TAKES_TEXT.test(url) ? { bodyLimit: MAX_TEXT_BODY_BYTES } : {}),
    ...(url.startsWith('/v1/') ? { errorHandler: answerChatError } : {}),
    ...(url === FOR_PROGRAMS ? { helmet: false } : {}),
  };
}
