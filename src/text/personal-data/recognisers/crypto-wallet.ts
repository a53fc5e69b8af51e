import { createHash } from 'node:crypto';
import { type Recogniser, words } from '../recogniser';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const NAMED = words(
  'wallets?, btc, bitcoin, eth(?:er(?:eum)?)?, crypto, usdt, erc-?20, addresses, address, send, pay, tron, litecoin',
  'ltc, doge(?:coin)?, xrp, ripple, metamask, deposit',
);

/** Addresses one can send coins to: Bitcoin and its kin (base58check, bech32) by their checksum, Ethereum by form, others when called so. */
export const CRYPTO_WALLET: readonly Recogniser[] = [
  {
    rule: 'base58check',
    type: 'crypto_wallet',
    near: { digits: 2, within: 40 },
    pattern: /(?<![A-Za-z0-9_/+=.-])[13LMDTrX][1-9A-HJ-NP-Za-km-z]{24,34}(?![A-Za-z0-9_/+=])/g,
    score: (value, { before }) => (base58check(value) ? 0.97 : NAMED.test(before.slice(-40)) ? 0.55 : 0),
  },
  {
    rule: 'bech32',
    type: 'crypto_wallet',
    hints: ['bc1', 'tb1', 'ltc1'],
    pattern: /(?<![A-Za-z0-9])(?:bc|tb|ltc)1[02-9ac-hj-np-z]{11,71}(?![A-Za-z0-9])/gi,
    score: (value, { before }) => (bech32(value.toLowerCase()) ? 0.97 : NAMED.test(before.slice(-40)) ? 0.6 : 0.4),
  },
  {
    rule: 'ethereum',
    type: 'crypto_wallet',
    hints: ['0x'],
    pattern: /(?<![A-Za-z0-9])0x[0-9a-f]{40}(?![A-Za-z0-9])/gi,
    score: (value) => (/^0x(.)\1{38,39}/i.test(value) || /^0x0{20}/.test(value) ? 0.3 : 0.9),
  },
];

/** Whether the last four of 25 bytes are the double SHA-256 of those before (Bitcoin's base58check; Ripple's alphabet differs and is not read). */
function base58check(text: string): boolean {
  let number = 0n;
  for (const character of text) number = number * 58n + BigInt(BASE58.indexOf(character));
  const hex = number.toString(16);
  if (hex.length > 50) return false;
  const bytes = Buffer.from(hex.padStart(50, '0'), 'hex');
  const sha = (data: Buffer) => createHash('sha256').update(data).digest();
  return sha(sha(bytes.subarray(0, 21)))
    .subarray(0, 4)
    .equals(bytes.subarray(21));
}

/** Whether the checksum is that of BIP 173 (bech32) or BIP 350 (bech32m). */
function bech32(text: string): boolean {
  const split = text.lastIndexOf('1');
  const head = text.slice(0, split);
  const values = [
    ...[...head].map((character) => character.charCodeAt(0) >> 5),
    0,
    ...[...head].map((character) => character.charCodeAt(0) & 31),
    ...[...text.slice(split + 1)].map((character) => BECH32.indexOf(character)),
  ];
  let check = 1;
  for (const value of values) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].forEach((generator, bit) => {
      if ((top >>> bit) & 1) check ^= generator;
    });
  }
  return check === 1 || check === 0x2bc830a3;
}
