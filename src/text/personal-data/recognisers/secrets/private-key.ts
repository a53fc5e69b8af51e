import { type Recogniser } from '../../recogniser';

/** PEM private keys (RFC 7468), also where the end is cut off: at most 8 KiB of them. */
export const PRIVATE_KEY: readonly Recogniser[] = [
  {
    rule: 'private-key',
    type: 'secret',
    hints: ['private key'],
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----)){0,8192}(?:-----END (?:[A-Z0-9]{1,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----)?/g,
    score: (value) => (/[A-Za-z0-9+/]{20}/.test(value.slice(30)) ? 0.99 : 0.4),
  },
];
