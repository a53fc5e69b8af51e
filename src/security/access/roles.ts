/** What a handler may ask for: `resource:action`. */
export const SCOPES = [
  'networks:read',
  'networks:write',
  'agents:read',
  'agents:write',
  'agents:run',
  'tasks:read',
  'tasks:write',
  'memory:read',
  'memory:write',
  'datasets:read',
  'datasets:write',
  'models:generate',
  'models:read',
  'safety:check',
  'safety:read',
  'safety:write',
  'budgets:write',
  'health:read',
  'limits:read',
  'limits:write',
  'audit:read',
  'retention:read',
  'retention:write',
  'erasure:write',
  'keys:read',
  'keys:write',
  'tenants:write',
] as const;
export type Scope = (typeof SCOPES)[number];

const VIEWER: Scope[] = [
  ...(['networks:read', 'agents:read', 'tasks:read', 'memory:read', 'datasets:read'] as const),
  ...(['models:read', 'health:read'] as const),
];
const USER: Scope[] = [...VIEWER, 'tasks:write', 'agents:run', 'memory:write', 'datasets:write', 'models:generate', 'safety:check'];
const OPERATOR: Scope[] = [
  ...USER,
  ...(['networks:write', 'agents:write', 'budgets:write'] as const),
  ...(['limits:read', 'safety:read', 'audit:read', 'retention:read', 'keys:read'] as const),
];
const ADMIN: Scope[] = [...OPERATOR, 'limits:write', 'safety:write', 'retention:write', 'erasure:write', 'keys:write'];

/** viewer ⊂ user ⊂ operator ⊂ admin. `tenants:write` comes with no role: who runs the whole mesh has it, and may give it. */
export const ROLE_SCOPES = {
  viewer: VIEWER,
  user: USER,
  operator: OPERATOR,
  admin: ADMIN,
} as const satisfies Record<string, readonly Scope[]>;
export type Role = keyof typeof ROLE_SCOPES;

/** Roles, the weakest first. */
export const ROLES = Object.keys(ROLE_SCOPES) as Role[];
