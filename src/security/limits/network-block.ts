import { normalizeIp } from '@nestjs/throttler';

/** What one caller has to himself of the net, by which callers are told apart: an IPv4 address, or the /64 of an IPv6 address (RFC 6177). */
export function networkBlock(ip: string): string {
  return normalizeIp(ip, 64);
}
