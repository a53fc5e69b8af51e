import type { FieldKind } from './danger-policy';

/** A text of a request, where it stands and what the field is for. */
export interface FieldText {
  field: string;
  fieldKind: FieldKind;
  text: string;
}

/** Objects within objects that are looked into: more than any class of the contract nests. */
const MAX_DEPTH = 8;

/**
 * The texts in the marked fields of an instance and of the instances in it, and all keys and values of marked objects, up to `maxCharacters`
 * of all together. Walks without recursion.
 */
export function* textsOf(
  root: object,
  fieldKindsOf: (Class: object) => ReadonlyMap<string, FieldKind>,
  maxCharacters: number,
): Generator<FieldText> {
  let left = maxCharacters;
  const open: { value: unknown; field: string; fieldKind: FieldKind | undefined; depth: number }[] = [
    { value: root, field: '', fieldKind: undefined, depth: 0 },
  ];
  for (let next = open.pop(); next !== undefined && left > 0; next = open.pop()) {
    const { value, field, fieldKind, depth } = next;
    if (typeof value === 'string') {
      if (fieldKind === undefined) continue;
      const text = value.slice(0, left);
      left -= text.length;
      yield { field, fieldKind, text };
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) open.push({ value: item, field: `${field}[${index}]`, fieldKind, depth });
    } else if (typeof value === 'object' && value !== null) {
      if (fieldKind === 'object') {
        // What stands in a free-form object is named by the field that holds it: its own keys may be anything.
        for (const [key, child] of Object.entries(value))
          open.push({ value: child, field, fieldKind, depth }, { value: key, field, fieldKind, depth });
      } else if (depth < MAX_DEPTH) {
        const Class = classOf(value);
        if (Class === undefined) continue;
        const kinds = fieldKindsOf(Class);
        for (const [key, child] of Object.entries(value)) {
          open.push({ value: child, field: field === '' ? key : `${field}.${key}`, fieldKind: kinds.get(key), depth: depth + 1 });
        }
      }
    }
  }
}

/** The class it is an instance of; none for parsed JSON, whose own `constructor` may be anything. */
function classOf(value: object): object | undefined {
  const prototype = Object.getPrototypeOf(value) as { constructor: object } | null;
  return prototype === null || prototype === Object.prototype ? undefined : prototype.constructor;
}
