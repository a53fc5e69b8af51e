import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import { openApiDocument } from '../src/documentation';
import type { OpenApiDocument } from '../src/openapi';

/** An answer, as far as the document tells of it. */
export interface Answered {
  method: string;
  /** Without its query. */
  path: string;
  status: number;
  mediaType: string;
  body: unknown;
}

interface Operation {
  matches: RegExp;
  address: string;
  method: string;
  responses: Record<string, { content?: Record<string, object> }>;
}

/** RFC 3339 with a zone, as far as a pattern can tell. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const DOCUMENT = 'openapi.json';

/** Holds answers against the OpenAPI document of the app: their status, their media type and their JSON. */
export class Conformance {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  private readonly operations: Operation[];
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(document: OpenApiDocument) {
    this.ajv.addFormat('date-time', DATE_TIME).addFormat('date', /^\d{4}-\d\d-\d\d$/);
    this.ajv.addSchema(document, DOCUMENT);
    // Of two paths that fit, the one with fewer parts that may be anything is meant.
    const byParameters = ([a]: [string, unknown], [b]: [string, unknown]) => a.split('{').length - b.split('{').length;
    this.operations = Object.entries(document.paths)
      .sort(byParameters)
      .flatMap(([address, methods]) =>
        Object.entries(methods).map(([method, { responses }]) => ({
          matches: new RegExp(`^${address.replace(/\{\w+\}/g, '[^/]+').replaceAll('.', '\\.')}$`),
          address,
          method,
          responses: responses as Operation['responses'],
        })),
      );
  }

  static of(app: NestFastifyApplication): Conformance {
    return new Conformance(openApiDocument(app));
  }

  /** What of an answer does not fit the document; empty where all does, and for paths that are none of the API. */
  faultsOf(answered: Answered): string[] {
    const { method, path, status, mediaType, body } = answered;
    const operation = this.operations.find((one) => one.method === method.toLowerCase() && one.matches.test(path));
    if (operation === undefined) return [];
    const named = [String(status), `${String(status)[0]}XX`].find((key) => key in operation.responses);
    if (named === undefined) return [`the document has no ${status}: ${JSON.stringify(body)?.slice(0, 300)}`];
    const { content } = operation.responses[named] ?? {};
    if (content === undefined) return body === undefined || body === '' ? [] : ['the document says that nothing is answered'];
    if (!(mediaType in content)) return [`the document has no ${mediaType} for ${named}`];
    if (!/[/+]json$/.test(mediaType)) return [];
    const validate = this.validatorOf([operation.address, operation.method, 'responses', named, 'content', mediaType, 'schema']);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}; it is ${at(body, instancePath)}`,
    );
  }

  private validatorOf(place: readonly string[]): ValidateFunction {
    const pointer = place.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const known = this.validators.get(pointer) ?? this.ajv.compile({ $ref: `${DOCUMENT}#/paths/${pointer}` });
    this.validators.set(pointer, known);
    return known;
  }
}

/** What stands at a place of the body, shortened. */
function at(body: unknown, pointer: string): string {
  const found = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part.replaceAll('~1', '/')], body);
  return JSON.stringify(found)?.slice(0, 200) ?? 'absent';
}
