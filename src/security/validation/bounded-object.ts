import { applyDecorators } from '@nestjs/common';
import { JSONSchema } from 'class-validator-jsonschema';
import { ValidateBy, type ValidationOptions } from 'class-validator';

/** What `DangerousInput` knows a field by. */
export const BOUNDED_OBJECT = 'isBoundedObject';
/** Own keys of one object within the field: those of a record; rows of a table are many small objects. */
const MAX_KEYS_OF_ONE = 1_000;

/** How deep, how many keys and how many bytes of free-form JSON a client may send in one field. */
export interface ObjectBounds {
  maxDepth: number;
  maxKeys: number;
  maxBytes: number;
}

/** Bounds of `context`, `metadata` and the like unless a field says otherwise. */
const DEFAULT_BOUNDS: ObjectBounds = { maxDepth: 32, maxKeys: 20_000, maxBytes: 512 * 1024 };

/**
 * The field is a JSON object within `bounds`, and has no key that would reach the prototype of all objects where somebody merges it: `__proto__`, or
 * `constructor` with a `prototype` in it. `constructor` as a word of one's own is a key like others.
 */
export function IsBoundedObject(bounds: Partial<ObjectBounds> = {}, options?: ValidationOptions): PropertyDecorator {
  const { maxDepth, maxKeys, maxBytes } = { ...DEFAULT_BOUNDS, ...bounds };
  return applyDecorators(
    JSONSchema({ type: 'object', description: `At most ${maxDepth} levels, ${maxKeys} keys and ${maxBytes} bytes` }),
    ValidateBy(
      {
        name: BOUNDED_OBJECT,
        validator: {
          validate: (value: unknown) =>
            typeof value === 'object' &&
            value !== null &&
            !Array.isArray(value) &&
            fits(value, maxDepth, maxKeys) &&
            Buffer.byteLength(JSON.stringify(value)) <= maxBytes,
          defaultMessage: () =>
            `$property must be an object of at most ${maxDepth} levels, ${maxKeys} keys (${Math.min(maxKeys, MAX_KEYS_OF_ONE)} of one object) and ${maxBytes} bytes, without __proto__`,
        },
      },
      options,
    ),
  );
}

/** Walks without recursion, so that a deep object cannot exhaust the stack. */
function fits(root: object, maxDepth: number, maxKeys: number): boolean {
  const open: [object, number][] = [[root, 1]];
  for (let keys = 0; open.length > 0;) {
    const [node, depth] = open.pop() as [object, number];
    if (depth > maxDepth || reachesPrototype(node)) return false;
    const children = Object.values(node) as unknown[];
    if (!Array.isArray(node) && children.length > MAX_KEYS_OF_ONE) return false;
    for (const child of children) {
      if (++keys > maxKeys) return false;
      if (typeof child === 'object' && child !== null) open.push([child, depth + 1]);
    }
  }
  return true;
}

function reachesPrototype(node: object): boolean {
  if (Object.hasOwn(node, '__proto__')) return true;
  const constructor: unknown = Object.hasOwn(node, 'constructor') ? node.constructor : undefined;
  return typeof constructor === 'object' && constructor !== null && Object.hasOwn(constructor, 'prototype');
}
