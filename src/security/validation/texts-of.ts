import type { FieldKind } from './input-policy';

/** A text of a request, where it stands and what the field is for. */
export interface FieldText {
  field: string;
  fieldKind: FieldKind;
  text: string;
  /** Puts another in its place; a key of a free-form object has none. */
  replace?: (text: string) => void;
}

/** Objects within objects that are looked into: more than any class of the contract nests. */
const MAX_DEPTH = 8;

interface Open {
  value: unknown;
  field: string;
  fieldKind: FieldKind | undefined;
  depth: number;
  replace?: (text: string) => void;
}

/** The texts in the marked fields of an instance and of the instances in it, and all keys and values of marked objects. Walks without recursion. */
export function* textsOf(root: object, fieldKindsOf: (Class: object) => ReadonlyMap<string, FieldKind>): Generator<FieldText> {
  const open: Open[] = [{ value: root, field: '', fieldKind: undefined, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, field, fieldKind, depth, replace } = next;
    if (typeof value === 'string') {
      if (fieldKind !== undefined) yield { field, fieldKind, text: value, ...(replace && { replace }) };
    } else if (Array.isArray(value)) {
      const items = value as unknown[];
      for (const [index, item] of items.entries()) {
        // What stands in a free-form object is named by the field that holds it: its own keys may be anything.
        const at = fieldKind === 'object' ? field : `${field}[${index}]`;
        open.push({ value: item, field: at, fieldKind, depth, replace: (text) => (items[index] = text) });
      }
    } else if (typeof value === 'object' && value !== null) {
      open.push(...(fieldKind === 'object' ? free(value, field, depth) : known(value, field, depth, fieldKindsOf)));
    }
  }
}

function free(value: object, field: string, depth: number): Open[] {
  return Object.entries(value).flatMap(([key, child]) => [
    { value: child as unknown, field, fieldKind: 'object', depth, replace: put(value, key) },
    { value: key, field, fieldKind: 'object', depth },
  ]);
}

function known(value: object, field: string, depth: number, fieldKindsOf: (Class: object) => ReadonlyMap<string, FieldKind>): Open[] {
  const Class = depth < MAX_DEPTH ? classOf(value) : undefined;
  if (Class === undefined) return [];
  const kinds = fieldKindsOf(Class);
  return Object.entries(value).map(([key, child]) => ({
    value: child as unknown,
    field: field === '' ? key : `${field}.${key}`,
    fieldKind: kinds.get(key),
    depth: depth + 1,
    replace: put(value, key),
  }));
}

/** Only a property that is there is ever put, so no key reaches the prototype. */
function put(holder: object, key: string): (text: string) => void {
  return (text) => void Object.defineProperty(holder, key, { value: text, writable: true, enumerable: true, configurable: true });
}

/** The class it is an instance of; none for parsed JSON, whose own `constructor` may be anything. */
function classOf(value: object): object | undefined {
  const prototype = Object.getPrototypeOf(value) as { constructor: object } | null;
  return prototype === null || prototype === Object.prototype ? undefined : prototype.constructor;
}
