import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { PACKAGE_VERSION } from './config';

/** `/docs` for people and `/openapi.json` for programs; request schemas come from the validators themselves. */
export function serveDocumentation(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => describe(app), { jsonDocumentUrl: 'openapi.json', raw: ['json'], customSiteTitle: 'AI Mesh' });
}

function describe(app: NestFastifyApplication): OpenAPIObject {
  const info = new DocumentBuilder()
    .setTitle('AI Mesh')
    .setDescription('Specialised AI agents that work on a task together over shared memory.')
    .setVersion(PACKAGE_VERSION)
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key of AI Mesh' })
    .build();
  const document = SwaggerModule.createDocument(app, info);
  const validated = validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage as object as never,
    refPointerPrefix: '#/components/schemas/',
  });
  const schemas = (document.components ??= {}).schemas ?? {};
  for (const [name, schema] of Object.entries(validated)) {
    if (name in schemas || name.endsWith('Dto')) schemas[name] = schema as (typeof schemas)[string];
  }
  document.components.schemas = schemas;
  return document;
}
