/** A server by host name or IP address; an IPv6 address stands here without its brackets. */
export interface RedisNode {
  host: string;
  port: number;
}

interface CommonAddress {
  /** At least one; of a Cluster or of Sentinels any of them will do, the others are asked for. */
  nodes: RedisNode[];
  tls: boolean;
  username?: string;
  password?: string;
}

/** Where Redis is: one server, a Cluster, or whatever server the Sentinels call the master of that name. */
export type RedisAddress =
  | (CommonAddress & { kind: 'single'; db: number })
  | (CommonAddress & { kind: 'cluster' })
  | (CommonAddress & { kind: 'sentinel'; masterName: string; db: number });

const URL_FORM = /^redis(?<tls>s)?(?:\+(?<kind>cluster|sentinel))?:\/\/(?:(?<credentials>.*)@)?(?<nodes>[^/?#]+)(?<path>\/[^?#]*)?$/;
const NODE_FORM = /^(?:\[(?<ipv6>[0-9a-fA-F:.%]+)\]|(?<name>[\w.-]+))(?::(?<port>\d{1,5}))?$/;
const DEFAULT_PORT = 6379;
const DEFAULT_SENTINEL_PORT = 26_379;

/** A fault of the URL, in words that tell nothing of what stands in it. */
export class RedisUrlFault extends Error {}

/**
 * Reads `redis[s]://[user:password@]host[:port][/db]`, `redis[s]+cluster://…@h1:p1,h2:p2` and
 * `redis[s]+sentinel://…@h1:p1,h2:p2/master-name[/db]`; user, password and name are URL-decoded.
 * @throws RedisUrlFault
 */
export function parseRedisUrl(text: string): RedisAddress {
  const parts = URL_FORM.exec(text)?.groups;
  if (!parts) throw new RedisUrlFault('must be a redis://, rediss://, redis+cluster:// or redis+sentinel:// URL without a query');
  const { kind, credentials, nodes = '', path = '' } = parts;
  const common = {
    nodes: nodes.split(',').map((node) => parseNode(node, kind === 'sentinel' ? DEFAULT_SENTINEL_PORT : DEFAULT_PORT)),
    tls: parts.tls !== undefined,
    ...parseCredentials(credentials),
  };
  const segments = path.split('/').slice(1).map(decoded);
  if (kind === 'cluster') {
    if (segments.join('') !== '') throw new RedisUrlFault('must name no database: a Cluster has only one');
    return { kind, ...common };
  }
  if (kind === 'sentinel') {
    const [masterName = '', db = '', ...more] = segments;
    if (masterName === '' || more.length > 0) throw new RedisUrlFault('must end in /<name of the master>[/<database>]');
    return { kind, ...common, masterName, db: parseDatabase(db) };
  }
  if (common.nodes.length > 1) throw new RedisUrlFault('must name one server, or begin with redis+cluster:// or redis+sentinel://');
  if (segments.length > 1) throw new RedisUrlFault('must end in the host or /<database>');
  return { kind: 'single', ...common, db: parseDatabase(segments[0] ?? '') };
}

/** The address as a URL without user and password, fit to be shown. */
export function placeOf(address: RedisAddress): string {
  const scheme = `redis${address.tls ? 's' : ''}${address.kind === 'single' ? '' : `+${address.kind}`}`;
  const nodes = address.nodes.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`);
  return `${scheme}://${nodes.join(',')}${address.kind === 'sentinel' ? `/${address.masterName}` : ''}`;
}

function parseNode(text: string, defaultPort: number): RedisNode {
  const parts = NODE_FORM.exec(text.trim())?.groups;
  const host = parts?.ipv6 ?? parts?.name;
  const port = parts?.port === undefined ? defaultPort : Number(parts.port);
  if (host === undefined || port < 1 || port > 65_535) throw new RedisUrlFault('must name each server as host or host:port');
  return { host, port };
}

function parseCredentials(text: string | undefined): { username?: string; password?: string } {
  if (text === undefined || text === '') return {};
  const colon = text.indexOf(':');
  if (colon < 0) throw new RedisUrlFault('must give a password with the user, as user:password@');
  const username = decoded(text.slice(0, colon));
  const password = decoded(text.slice(colon + 1));
  return { ...(username === '' ? {} : { username }), ...(password === '' ? {} : { password }) };
}

function parseDatabase(text: string): number {
  if (!/^\d{0,4}$/.test(text)) throw new RedisUrlFault('must name the database by its number');
  return Number(text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RedisUrlFault('must be URL-encoded: a percent sign is written %25');
  }
}
