import { ROLE_SCOPES, SCOPES, type Role, type Scope } from './roles';

/** `resource:action`, or `resource:action:object`; action and object may be `*`. An object is a network's id, or for `agents` an agent's type. */
const FORMAT = /^([a-z]+):([a-z]+|\*)(?::([\w*-]{1,128}))?$/;

/** What belongs to a network, so that a scope may name one: the rest is a tenant's as a whole. */
const RESOURCES_OF_NETWORKS: ReadonlySet<string> = new Set(['networks', 'agents', 'tasks', 'memory', 'datasets', 'models']);
/** Comes with no role, so it is held only where it is named. */
const PLATFORM: Scope = 'tenants:write';

/** What a key may do: all that its role may or, where its scopes are named, that alone. Made once for a pair of role and scopes. */
export class Grants {
  /** For each scope held the objects it is narrowed to; undefined for all. */
  private constructor(private readonly objects: ReadonlyMap<Scope, ReadonlySet<string> | undefined>) {}

  /** `named` must have passed `unknownScopes`; what the role does not hold is not granted by naming it, except the platform's. */
  static of(role: Role, named?: readonly string[]): Grants {
    const held: readonly Scope[] = ROLE_SCOPES[role];
    if (named === undefined) return new Grants(new Map(held.map((scope) => [scope, undefined])));
    const objects = new Map<Scope, Set<string> | undefined>();
    for (const text of named) {
      const object = FORMAT.exec(text)?.[3];
      for (const scope of scopesNamedBy(text)) {
        if (!held.includes(scope) && text !== PLATFORM) continue;
        const known = objects.get(scope);
        if (object === undefined || object === '*') objects.set(scope, undefined);
        else if (!objects.has(scope)) objects.set(scope, new Set([object]));
        else known?.add(object);
      }
    }
    return new Grants(objects);
  }

  /** Whether the scope is held for this object; without one, whether it is held for everything. */
  allows(scope: Scope, object?: string): boolean {
    if (!this.objects.has(scope)) return false;
    const only = this.objects.get(scope);
    return only === undefined || (object !== undefined && only.has(object));
  }

  /** Whether the scope is held for anything at all. */
  holds(scope: Scope): boolean {
    return this.objects.has(scope);
  }

  /** Whether whoever has these may do all that the others may. */
  covers(others: Grants): boolean {
    for (const [scope, wanted] of others.objects) {
      if (!this.objects.has(scope)) return false;
      const own = this.objects.get(scope);
      if (own === undefined) continue;
      if (wanted === undefined || [...wanted].some((object) => !own.has(object))) return false;
    }
    return true;
  }

  /** As they are written on a key: each scope, with its objects where it is narrowed. */
  list(): string[] {
    return [...this.objects].flatMap(([scope, only]) => (only === undefined ? [scope] : [...only].map((object) => `${scope}:${object}`)));
  }
}

/** Those of `texts` that name no scope there is. */
export function unknownScopes(texts: readonly string[]): string[] {
  return texts.filter((text) => {
    const match = FORMAT.exec(text);
    const [, resource = '', , object] = match ?? [];
    if (match === null || scopesNamedBy(text).length === 0) return true;
    return object !== undefined && object !== '*' && !RESOURCES_OF_NETWORKS.has(resource);
  });
}

function scopesNamedBy(text: string): Scope[] {
  const [resource, action] = text.split(':');
  return SCOPES.filter((scope) => scope === `${resource}:${action}` || (action === '*' && scope.startsWith(`${resource}:`)));
}
