import type { ResponseFormat } from '../model-provider';
import { choiceAt, isAbsent, objectAt, textAt } from './fields';
import { readAnswerSchema } from './read-schema';

const TEXT: ResponseFormat = { type: 'text' };
const JSON_OBJECT: ResponseFormat = { type: 'json_object' };
const TYPES = ['text', 'json_object', 'json_schema'] as const;

/**
 * Reads an OpenAI-shaped `response_format`; text where there is none. `strict` is not read: every answer is held to its schema.
 * @throws MeshError 422 naming the field, such as `response_format.json_schema.schema`.
 */
export function readResponseFormat(value: unknown, path = 'response_format'): ResponseFormat {
  if (isAbsent(value)) return TEXT;
  const format = objectAt(value, path);
  switch (choiceAt(format.type, `${path}.type`, TYPES)) {
    case 'text':
      return TEXT;
    case 'json_object':
      return JSON_OBJECT;
    case 'json_schema': {
      const { name, schema } = objectAt(format.json_schema, `${path}.json_schema`);
      return {
        type: 'json_schema',
        name: isAbsent(name) ? 'answer' : textAt(name, `${path}.json_schema.name`, 64, 1),
        schema: readAnswerSchema(schema, `${path}.json_schema.schema`),
      };
    }
  }
}
