import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { ExecutionContext } from '@nestjs/common';
import { MeshError } from '../../errors';
import { removeEnvelope, type MessageContext } from '../../redis';
import type { Credential } from '../keys/authenticator';
import { assertShallow } from '../validation/request-shape';
import { isSigned, RawBodies } from '../signing/raw-body';
import { messageToSign, stringToSign } from '../signing/string-to-sign';
import { malformed, verifySignature, type ShownSignature } from '../signing/verify-signature';

/** The part of an HTTP request that says who makes it. */
export interface ShowingRequest {
  id?: string;
  ip?: string;
  method: string;
  headers: IncomingHttpHeaders;
  raw: IncomingMessage;
}

type Peppers = ReadonlyMap<string, string>;
type Message = Record<string, unknown>;

/**
 * What a request or a message shows to be let in: its key, or a signature in place of it. A signature has been found to be right; whether it
 * is new, and its key still holds, the admission tells.
 * @throws MeshError 401 `api-key-missing` or `signature-…`; 422 for a message too deep to be looked at.
 */
export function credentialOf(context: ExecutionContext, peppers: Peppers): Credential {
  return context.getType() === 'rpc'
    ? ofMessage(context, peppers)
    : ofRequest(context.switchToHttp().getRequest<ShowingRequest>(), peppers);
}

function ofRequest({ method, headers, raw }: ShowingRequest, peppers: Peppers): Credential {
  if (!isSigned(headers)) return keyCredential(/^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? headers['x-api-key']);
  const header = (name: string) => String(headers[name] ?? '');
  const shown = {
    key: header('x-mesh-key'),
    timestamp: header('x-mesh-timestamp'),
    nonce: header('x-mesh-nonce'),
    value: header('x-mesh-signature'),
  };
  const { timestamp, nonce } = shown;
  const signed = stringToSign({ method, url: raw.url ?? '/', bodySha256: RawBodies.digestOf(raw), timestamp, nonce });
  return { kind: 'signature', signature: verifySignature(shown, signed, peppers, Date.now()) };
}

/** Takes `api_key` or `signature` and the envelope out of a message: no handler, validator or log ever sees the first, and none asks for the other. */
function ofMessage(context: ExecutionContext, peppers: Peppers): Credential {
  const message = context.switchToRpc().getData<Message | null | undefined>();
  if (typeof message !== 'object' || message === null) return keyCredential(undefined);
  assertShallow(message);
  const { api_key: key, signature } = message;
  delete message.api_key;
  delete message.signature;
  if (signature === undefined) {
    removeEnvelope(message);
    return keyCredential(key);
  }
  const shown = shownIn(signature);
  const { pattern } = context.switchToRpc().getContext<MessageContext>();
  const signed = messageToSign({ pattern, data: message, timestamp: shown.timestamp, nonce: shown.nonce });
  removeEnvelope(message); // what is signed includes it
  return { kind: 'signature', signature: verifySignature(shown, signed, peppers, Date.now()) };
}

function shownIn(signature: unknown): ShownSignature {
  const { key, timestamp, nonce, value } = (signature ?? {}) as Message;
  const all = [key, timestamp, nonce, value];
  if (all.some((part) => typeof part !== 'string')) throw malformed('signature is not {key, timestamp, nonce, value}, all text');
  return { key, timestamp, nonce, value } as ShownSignature;
}

function keyCredential(text: unknown): Credential {
  if (typeof text === 'string') return { kind: 'key', text };
  const detail = 'send your API key as "Authorization: Bearer <key>" or "X-API-Key: <key>"; in a message as "api_key"';
  throw new MeshError('unauthenticated', 'api-key-missing', detail);
}
