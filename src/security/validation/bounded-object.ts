import { ValidateBy, type ValidationOptions } from 'class-validator';

/** How deep, how many keys and how many bytes of free-form JSON a client may send in one field. */
export interface ObjectBounds {
  maxDepth: number;
  maxKeys: number;
  maxBytes: number;
}

/** Bounds of `context`, `metadata` and the like unless a field says otherwise. */
const DEFAULT_BOUNDS: ObjectBounds = { maxDepth: 32, maxKeys: 20_000, maxBytes: 512 * 1024 };

/** The field is a JSON object within `bounds`. */
export function IsBoundedObject(bounds: Partial<ObjectBounds> = {}, options?: ValidationOptions): PropertyDecorator {
  const { maxDepth, maxKeys, maxBytes } = { ...DEFAULT_BOUNDS, ...bounds };
  return ValidateBy(
    {
      name: 'isBoundedObject',
      validator: {
        validate: (value: unknown) =>
          typeof value === 'object' &&
          value !== null &&
          !Array.isArray(value) &&
          fits(value, maxDepth, maxKeys) &&
          Buffer.byteLength(JSON.stringify(value)) <= maxBytes,
        defaultMessage: () => `$property must be an object of at most ${maxDepth} levels, ${maxKeys} keys and ${maxBytes} bytes`,
      },
    },
    options,
  );
}

/** Walks without recursion, so that a deep object cannot exhaust the stack. */
function fits(root: object, maxDepth: number, maxKeys: number): boolean {
  const open: [object, number][] = [[root, 1]];
  for (let keys = 0; open.length > 0;) {
    const [node, depth] = open.pop() as [object, number];
    if (depth > maxDepth) return false;
    for (const child of Object.values(node) as unknown[]) {
      if (++keys > maxKeys) return false;
      if (typeof child === 'object' && child !== null) open.push([child, depth + 1]);
    }
  }
  return true;
}
