import type { Json } from './schema';

/** What the address of a component within the document begins with. */
export const COMPONENT = '#/components/schemas/';

/** Moves every schema that has a name to the components, and leaves a reference where it stood. */
export class Components {
  readonly schemas: Record<string, Json> = {};

  /** The same JSON with references. @throws Error when two schemas have one name. */
  hoist(json: Json): Json {
    return this.walk(json) as Json;
  }

  private walk(node: unknown): unknown {
    if (Array.isArray(node)) return node.map((item) => this.walk(item));
    if (typeof node !== 'object' || node === null) return node;
    const { title } = node as { title?: unknown };
    if (typeof title !== 'string') return this.walkFields(node);
    const schema = Object.fromEntries(Object.entries(node).filter(([field]) => field !== 'title'));
    const hoisted = this.walkFields(schema) as Json;
    const known = (this.schemas[title] ??= hoisted);
    if (JSON.stringify(known) !== JSON.stringify(hoisted)) throw new Error(`two schemas are named ${title}`);
    return { $ref: `${COMPONENT}${title}` };
  }

  /** Examples are values, no schemas; a property of that name is one. */
  private walkFields(node: object): unknown {
    const isValue = (name: string, value: unknown) => name === 'examples' && Array.isArray(value);
    return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, isValue(name, value) ? value : this.walk(value)]));
  }
}
