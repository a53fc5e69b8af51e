import { BlockList, isIP, isIPv4 } from 'node:net';

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** Lists made before, by their text: keys are many, lists are few. */
const known = new Map<string, BlockList>();
const MAX_KNOWN = 1_000;

/** Whether `text` is an address or a CIDR block (RFC 4632, RFC 4291). */
export function isAddressBlock(text: string): boolean {
  return blockOf(text) !== undefined;
}

/** Whether `ip` lies in one of `blocks`; an IPv4 address that came in an IPv6 coat is the IPv4 address. */
export function isWithin(ip: string, blocks: readonly string[]): boolean {
  const address = plainAddress(ip);
  return isIP(address) !== 0 && listOf(blocks).check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}

/** Whether each of `inner` lies wholly in one of `outer`. */
export function areWithin(inner: readonly string[], outer: readonly string[]): boolean {
  const rooms = outer.map(blockOf);
  return inner.every((text) => {
    const block = blockOf(text);
    if (block === undefined) return false;
    return rooms.some(
      (room) => room?.family === block.family && room.bits <= block.bits && isWithin(block.address, [`${room.address}/${room.bits}`]),
    );
  });
}

interface AddressBlock {
  address: string;
  bits: number;
  family: 'ipv4' | 'ipv6';
}

function blockOf(text: string): AddressBlock | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || address.includes('%')) return undefined;
  const most = version === 4 ? 32 : 128;
  if (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) return undefined;
  const bits = prefix === undefined ? most : Number(prefix);
  return bits > most ? undefined : { address, bits, family: version === 4 ? 'ipv4' : 'ipv6' };
}

function listOf(blocks: readonly string[]): BlockList {
  const name = blocks.join(' ');
  const made = known.get(name);
  if (made !== undefined) return made;
  const list = new BlockList();
  for (const text of blocks) {
    const block = blockOf(text);
    if (block !== undefined) list.addSubnet(block.address, block.bits, block.family);
  }
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(name, list);
  return list;
}

function plainAddress(ip: string): string {
  return MAPPED_IPV4.exec(ip)?.[1] ?? ip;
}
