import { type Recogniser, words } from '../recogniser';

const NAMED = words('mac', 'hwaddr', 'ether', 'hardware address', 'wi-?fi', 'bluetooth', 'bssid', 'device');

/** Hardware addresses of network cards (IEEE EUI-48): six pairs with one kind of separator, or Cisco's three groups of four. */
export const MAC_ADDRESS: readonly Recogniser[] = [
  {
    rule: 'mac',
    type: 'mac_address',
    near: { digits: 1, within: 24 },
    pattern: /(?<![\w:-]|\d\.)(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})(?![\w:-]|\.\w)/gi,
    score: (value, { before }) => {
      if (/^(?:00|ff)(?:[:-](?:00|ff)){5}$/i.test(value)) return 0.3;
      const named = NAMED.test(before.slice(-30));
      // Six pairs of digits alone may be a date with a time, three groups of four a price list.
      if (!/[a-f]/i.test(value)) return named ? 0.8 : value.includes(':') ? 0.6 : 0;
      return value.includes('.') && !named ? 0.6 : 0.9;
    },
  },
];
