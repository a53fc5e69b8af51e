import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Reflector } from '@nestjs/core';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { PACKAGE_VERSION } from './config';
import { PUBLIC_ROUTE } from './observability';
import { documentOf, type OpenApiDocument } from './openapi';
import { addressOf } from './paths';
import { IDEMPOTENT, REQUIRED_SCOPE } from './security';

/** The parts of the API, in the order of the guides. */
const TAGS = [
  { name: 'networks', description: 'Teams of agents that share a memory; all else belongs to one.' },
  { name: 'agents', description: 'Who works in a network, and what each was given to do.' },
  {
    name: 'tasks',
    description: 'Work for a network: submitted, planned into steps, followed as it happens, approved, cancelled, taken up again.',
  },
  { name: 'datasets', description: 'Tables that agents compute on.' },
  { name: 'memories', description: 'What a network knows: stored, searched, packed into contexts, carried in and out.' },
  { name: 'sessions', description: 'Conversations of a person with a network, which end with all that was said in them.' },
  { name: 'models', description: 'Answers of language models over a chain of providers, with their cost.' },
  { name: 'openai', description: 'The same for clients that speak the API of OpenAI.' },
  { name: 'safety', description: 'What a text is found to be, and what of it is let pass.' },
  { name: 'budgets', description: 'What may be spent, by whom.' },
  { name: 'stats', description: 'Figures: cost, usage, models, sessions, memories.' },
  { name: 'security', description: 'API keys, limits, the audit log, retention and erasure.' },
  { name: 'health', description: 'Probes and metrics; they need no key.' },
];

const DESCRIPTION = `Specialised AI agents that work on a task together over shared memory.

Every request carries an API key, as \`Authorization: Bearer …\` or \`X-API-Key: …\`. Lists answer \`{ "data": […], "next_cursor": …|null }\`
and take \`?limit=\` (default 50, at most 200) and \`?cursor=\`. Failures are \`application/problem+json\` (RFC 9457) with a stable \`code\`.`;

/** `/docs` for people and `/openapi.json` for programs; all that the page loads is served here. */
export function serveDocumentation(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app) as object as OpenAPIObject, {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'AI Mesh',
    swaggerOptions: { docExpansion: 'none', persistAuthorization: false, validatorUrl: null },
  });
}

/** The document of this app: made anew with each call, which takes some 100 ms. */
export function openApiDocument(app: NestFastifyApplication): OpenApiDocument {
  const reflector = app.get(Reflector);
  return documentOf(app, {
    info: { title: 'AI Mesh', version: PACKAGE_VERSION, description: DESCRIPTION },
    tags: TAGS,
    addressOf,
    traitsOf: ({ handler, controller }) => ({
      isPublic: reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, [handler, controller]) === true,
      scope: reflector.getAllAndOverride<string | undefined>(REQUIRED_SCOPE, [handler, controller]),
      isIdempotent: reflector.get<unknown>(IDEMPOTENT, handler) !== undefined,
    }),
  });
}
