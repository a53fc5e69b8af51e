import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Addresses that are not of the world outside, after https://www.iana.org/assignments/iana-ipv4-special-registry and -ipv6-; documentation's left out. */
const INWARD = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  INWARD.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['100::', 64],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  INWARD.addSubnet(network, prefix, 'ipv6');
}

/** Names that resolve inside: what no registry gives out (RFC 6761, RFC 6762, RFC 8375, ICANN's .internal), and what clouds and clusters use. */
const INWARD_NAME =
  /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|intra|lan|home|corp|private|consul|svc|home\.arpa|in-addr\.arpa|ip6-localhost|ip6-loopback|loopback)$/u;
/** Public names that resolve to the caller's own machine. */
const LOOPBACK_NAME = /(?:^|\.)(?:localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|127-0-0-1\.org|localho\.st)$/u;
/** Public names that resolve to the address they contain. */
const ADDRESS_IN_NAME = /(?:^|[.-])((?:[0-9]{1,3}[.-]){3}[0-9]{1,3})\.(?:nip|sslip|xip|traefik)\.(?:io|me)$/u;
const MAX_NAME = 253;

/**
 * Why a host, as `new URL(…).hostname` writes it (decimal, octal, hexadecimal and short forms of IPv4 made plain), is one of the inside:
 * `private-address` or `private-name`; undefined for one of the world outside. What a name resolves to is not asked.
 */
export function inwardHost(hostname: string): string | undefined {
  const host = hostname.toLowerCase().replace(/\.$/u, '');
  if (host.startsWith('[')) return isInwardV6(host.slice(1, -1)) ? 'private-address' : undefined;
  if (isIPv4(host)) return INWARD.check(host, 'ipv4') ? 'private-address' : undefined;
  if (host === '' || host.length > MAX_NAME) return undefined;
  const address = ADDRESS_IN_NAME.exec(host)?.[1]?.replaceAll('-', '.');
  if (address !== undefined && isIPv4(address) && INWARD.check(address, 'ipv4')) return 'private-address';
  return !host.includes('.') || INWARD_NAME.test(host) || LOOPBACK_NAME.test(host) ? 'private-name' : undefined;
}

function isInwardV6(address: string): boolean {
  if (!isIPv6(address)) return true;
  return INWARD.check(address, 'ipv6') || embeddedV4(address).some((v4) => INWARD.check(v4, 'ipv4'));
}

/** The IPv4 addresses an IPv6 one may carry: mapped, compatible, NAT64 (64:ff9b::/96), 6to4 (2002::/16). */
function embeddedV4(address: string): string[] {
  const groups = groupsOf(address);
  const v4 = (high = 0, low = 0): string => [high >> 8, high & 255, low >> 8, low & 255].join('.');
  if (groups[0] === 0x2002) return [v4(groups[1], groups[2])];
  const isNat64 = groups[0] === 0x64 && groups[1] === 0xff9b;
  const isLow = groups.slice(0, 4).every((group) => group === 0);
  return isNat64 || isLow ? [v4(groups[6], groups[7])] : [];
}

/** Its eight groups, of the form in which `new URL` writes an address. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const read = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  if (tail === undefined) return read(head);
  const [front, back] = [read(head), read(tail)];
  return [...front, ...new Array<number>(Math.max(0, 8 - front.length - back.length)).fill(0), ...back];
}
