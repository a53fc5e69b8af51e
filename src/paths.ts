/** What the paths of the API begin with. */
export const API_PREFIX = 'api/mesh';

const HEALTH_PATHS = ['health', 'health/live', 'health/ready'];

/** Routes without the prefix, as Nest wants them named; probes are at both. */
export const WITHOUT_PREFIX = ['metrics', ...HEALTH_PATHS, ...HEALTH_PATHS.map((path) => `${API_PREFIX}/${path}`), 'v1/*path'];

/** Whether a URL is one of the probes, or of what is measured: every process answers those. */
export function isForOperators(url: string): boolean {
  const path = url.split('?')[0]?.replace(/^\/|\/$/g, '') ?? '';
  return path !== 'v1/*path' && WITHOUT_PREFIX.includes(path);
}

/** The path at which a route is served, from its path in the controllers. */
export function addressOf(path: string): string {
  const bare = path.slice(1);
  return WITHOUT_PREFIX.includes(bare) || bare.startsWith('v1/') ? path : `/${API_PREFIX}${path}`;
}
