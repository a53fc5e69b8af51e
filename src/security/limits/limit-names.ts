/** What requests are told apart by where a tenant limits one kind of them. */
export const ROUTE_CLASSES = ['read', 'write', 'generate', 'stream', 'upload', 'security'] as const;
export type RouteClass = (typeof ROUTE_CLASSES)[number];

/** The limit of one class of routes. */
export function classLimit(routeClass: RouteClass): LimitName {
  return `requests_per_minute:${routeClass}`;
}

/** What may be limited for all keys of a tenant together, and the most that each limit may be: fields of a hash, and of `/security/rate-limits`. */
export const LIMITS = {
  requests_per_minute: 10_000_000,
  tasks_per_minute: 1_000_000,
  tokens_per_minute: 1_000_000_000,
  concurrent_streams: 100_000,
  concurrent_streams_per_key: 100_000,
  batch_items: 500,
  'requests_per_minute:read': 10_000_000,
  'requests_per_minute:write': 10_000_000,
  'requests_per_minute:generate': 10_000_000,
  'requests_per_minute:stream': 10_000_000,
  'requests_per_minute:upload': 10_000_000,
  'requests_per_minute:security': 10_000_000,
} as const satisfies Record<string, number>;
export type LimitName = keyof typeof LIMITS;

export const LIMIT_NAMES = Object.keys(LIMITS) as LimitName[];

/** Limits by name; absent where there is none. */
export type LimitValues = Readonly<Partial<Record<LimitName, number>>>;

/** What to change: null takes a limit away, so that the default holds again; 0 lets a tenant go without the default. */
export type LimitChanges = Readonly<Partial<Record<LimitName, number | null>>>;
