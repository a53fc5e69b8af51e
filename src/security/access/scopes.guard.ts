import { Injectable, SetMetadata, type CanActivate, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { MeshError } from '../../errors';
import { PUBLIC_ROUTE } from '../../observability';
import { Declared } from './declared';
import { objectsOf } from './objects';
import { authenticated } from './principal';
import type { Scope } from './roles';

/** Metadata key of the scope a handler asks for. */
export const REQUIRED_SCOPE = 'access:scope';

/** Declares the scope that a handler, or every handler of a controller, asks for. */
export function RequireScope(scope: Scope): CustomDecorator {
  return SetMetadata(REQUIRED_SCOPE, scope);
}

/** The scopes that handlers ask for. */
export class RequiredScopes extends Declared<Scope> {
  constructor(reflector: Reflector) {
    super(reflector, REQUIRED_SCOPE);
  }
}

/** Denies by default: a handler without a declared scope answers nobody. */
@Injectable()
export class ScopesGuard implements CanActivate {
  private readonly isPublic: Declared<boolean>;
  private readonly scope: RequiredScopes;

  constructor(reflector: Reflector) {
    this.isPublic = new Declared(reflector, PUBLIC_ROUTE);
    this.scope = new RequiredScopes(reflector);
  }

  canActivate(context: ExecutionContext): boolean {
    if (this.isPublic.of(context) === true) return true;
    const scope = this.scope.of(context);
    const grants = authenticated(context).principal?.grants;
    if (scope === undefined || grants?.holds(scope) !== true) {
      throw new MeshError('forbidden', 'scope-missing', `this needs the scope ${scope ?? '(none declared)'}`);
    }
    if (grants.allows(scope) || objectsOf(context).some((object) => grants.allows(scope, object))) return true;
    throw new MeshError('forbidden', 'scope-too-narrow', `the scope ${scope} of this API key does not reach what is asked for`);
  }
}
