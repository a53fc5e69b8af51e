import type { JSONSchema } from 'class-validator-jsonschema';

/** What `JSONSchema` takes. */
type Shape = Exclude<Parameters<typeof JSONSchema>[0], (...values: never) => unknown>;

const TEXT: Shape = { type: 'string' };
const TEXT_PART: Shape = { type: 'object', required: ['type', 'text'], properties: { type: { enum: ['text'] }, text: TEXT } };
const IMAGE_PART: Shape = {
  type: 'object',
  required: ['type', 'image_url'],
  properties: {
    type: { enum: ['image_url'] },
    image_url: { type: 'object', required: ['url'], properties: { url: { type: 'string', description: 'a data: or https URL' } } },
  },
};
const TOOL_CALL: Shape = {
  type: 'object',
  required: ['id', 'function'],
  properties: {
    id: TEXT,
    type: { enum: ['function'] },
    function: {
      type: 'object',
      required: ['name', 'arguments'],
      properties: { name: TEXT, arguments: { type: 'string', description: 'JSON' } },
    },
  },
};

/** For the documentation: `messages`, as `readMessages` reads them. */
export const MESSAGES_SHAPE: Shape = {
  items: {
    type: 'object',
    required: ['role'],
    properties: {
      role: { enum: ['system', 'developer', 'user', 'assistant', 'tool'] },
      content: { oneOf: [TEXT, { type: 'array', items: { oneOf: [TEXT_PART, IMAGE_PART] } }, { type: 'null' as never }] },
      tool_calls: { type: 'array', items: TOOL_CALL },
      tool_call_id: TEXT,
    },
  },
};

/** For the documentation: `tools`, as `readTools` reads them. */
export const TOOLS_SHAPE: Shape = {
  items: {
    type: 'object',
    required: ['type', 'function'],
    properties: {
      type: { enum: ['function'] },
      function: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', pattern: '^[\\w-]{1,64}$' },
          description: TEXT,
          parameters: { type: 'object', description: 'the JSON Schema of the arguments', additionalProperties: true },
        },
      },
    },
  },
};

/** For the documentation: `images`, as `readImage` reads them. */
export const IMAGES_SHAPE: Shape = {
  items: {
    oneOf: [
      { type: 'string', description: 'a data: or https URL' },
      {
        type: 'object',
        required: ['media_type', 'data'],
        properties: {
          media_type: { enum: ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] },
          data: { type: 'string', description: 'base64' },
        },
      },
    ],
  },
};
