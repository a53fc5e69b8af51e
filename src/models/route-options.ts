import { answerChatError } from './openai-api/chat-error.filter';

/** Bytes of a body that may hold images; all others stay with the bound of the service. */
const MAX_IMAGE_BODY_BYTES = 32 * 1024 * 1024;
const TAKES_IMAGES = /^(?:\/v1\/chat\/|\/api\/mesh\/generate(?:\/|$))/;

/** Fastify's options for the route `url`: room for images where they are taken, OpenAI's errors under `/v1` from the first byte on. */
export function modelRouteOptions(url: string): { bodyLimit?: number; errorHandler?: typeof answerChatError } {
  return {
    ...(TAKES_IMAGES.test(url) ? { bodyLimit: MAX_IMAGE_BODY_BYTES } : {}),
    ...(url.startsWith('/v1/') ? { errorHandler: answerChatError } : {}),
  };
}
