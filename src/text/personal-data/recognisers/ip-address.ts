import { isIP } from 'node:net';
import { CLOSE, type Recogniser, words } from '../recogniser';

const NAMED = words(
  'ips?, ip ?addresses, ip ?address, ipv[46], client, visitor, logged in from, remote_?addr, x-forwarded-for',
  'adresse ip, ip-adresse',
);
const VERSION =
  /(?:^|[^\p{L}])(?:v|ver|version|versions|release|build|firmware|driver|section|chapter|§|sdk|framework|runtime|assemblyversion|oid|upgraded? to|@)\W{0,3}$/u;
/** Addresses that many have or that are public services: they lead to nobody. */
const NOBODY =
  /^(?:127\.|0\.|255\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|8\.8\.(?:8\.8|4\.4)$|1\.(?:1\.1\.1|0\.0\.1)$|9\.9\.9\.9$|(?:192\.0\.2|198\.51\.100|203\.0\.113)\.)/;
const NOBODY_6 = /^(?:::1?$|fe[89ab]|f[cd]|ff|2001:0?db8|64:ff9b|::ffff:(?:127|10|0|192\.168|169\.254)[.:])/i;

/** Addresses of the Internet Protocol; those of private networks, loopback and documentation (RFC 1918, 6890, 5737) only when called an address. */
export const IP_ADDRESS: readonly Recogniser[] = [
  {
    rule: 'ipv4',
    type: 'ip_address',
    near: { digits: 4, within: CLOSE },
    pattern: /(?<![\w.]|\d[,-])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\w|-\d)/g,
    score: (value, { before }) => {
      if (isIP(value) !== 4 || VERSION.test(before)) return 0;
      const named = NAMED.test(before.slice(-40));
      if (/^(?:127\.|0\.|255\.)/.test(value)) return 0.3;
      return NOBODY.test(value) ? (named ? 0.6 : 0.4) : named ? 0.95 : 0.8;
    },
  },
  {
    rule: 'ipv6',
    type: 'ip_address',
    hints: [':'],
    pattern: /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})?(?![\w:]|\.\d)/gi,
    score: (value) => {
      // Two groups are as well a time or a C++ name: 12::30, std::abc.
      if (isIP(value) !== 6 || (value.match(/[0-9a-f]{1,4}/gi)?.length ?? 0) < 3) return 0;
      return NOBODY_6.test(value) ? 0.4 : /\d/.test(value) ? 0.9 : 0.4;
    },
  },
];
