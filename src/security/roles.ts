/** What a handler may ask for. A key holds the scopes of its role. */
const SCOPES = [
  'networks:read',
  'networks:write',
  'tasks:read',
  'tasks:write',
  'memory:read',
  'memory:write',
  'models:generate',
  'models:read',
  'budgets:write',
  'health:read',
  'keys:admin',
] as const;
export type Scope = (typeof SCOPES)[number];

const VIEWER: Scope[] = ['networks:read', 'tasks:read', 'memory:read', 'models:read', 'health:read'];
const USER: Scope[] = [...VIEWER, 'tasks:write', 'memory:write', 'models:generate'];
const OPERATOR: Scope[] = [...USER, 'networks:write', 'budgets:write'];

/** viewer ⊂ user ⊂ operator ⊂ admin. */
export const ROLE_SCOPES = {
  viewer: VIEWER,
  user: USER,
  operator: OPERATOR,
  admin: [...SCOPES],
} as const satisfies Record<string, readonly Scope[]>;
export type Role = keyof typeof ROLE_SCOPES;
