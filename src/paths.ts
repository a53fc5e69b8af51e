/** What the paths of the API begin with. */
export const API_PREFIX = 'api/mesh';

const HEALTH_PATHS = ['health', 'health/live', 'health/ready'];

/** Routes without the prefix, as Nest wants them named; probes are at both. */
export const WITHOUT_PREFIX = ['metrics', ...HEALTH_PATHS, ...HEALTH_PATHS.map((path) => `${API_PREFIX}/${path}`), 'v1/*path'];

/** The path at which a route is served, from its path in the controllers. */
export function addressOf(path: string): string {
  const bare = path.slice(1);
  return WITHOUT_PREFIX.includes(bare) || bare.startsWith('v1/') ? path : `/${API_PREFIX}${path}`;
}
