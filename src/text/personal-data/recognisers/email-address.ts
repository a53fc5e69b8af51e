import { type Recogniser } from '../recogniser';

const LABEL = '[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}-]{0,62}';
/** `pkg@1.2.x`, `icon@2x.png` and `getty@tty1.service` have the form of an address, but no mail goes there. */
const NO_TOP_LEVEL =
  /\.(?:png|jpe?g|gif|svg|webp|avif|ico|css|s[ac]ss|[cm]?[jt]sx?|json|html?|md|py|rb|go|java|lock|ya?ml|service|socket|target|timer|mount|slice|scope|local|localhost|internal|x)$/i;

/** Mail addresses (RFC 5321 lengths; letters of any script in both halves, RFC 6531), and those written as `jane [at] example [dot] com`. */
export const EMAIL_ADDRESS: readonly Recogniser[] = [
  {
    rule: 'email',
    type: 'email_address',
    hints: ['@'],
    // Begins at the sign and looks back from there: few characters are one.
    pattern: new RegExp(
      `@(?<=(?<![\\p{L}\\p{M}\\p{N}._%+@/-])(?<from>"[^"@\\s][^"@\\n]{0,60}"|[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}._%+'-]{0,63})@)` +
        `(?:(?:${LABEL}\\.){1,8}(?:xn--[a-z0-9-]{2,59}|\\p{L}[\\p{L}\\p{M}]{1,24})|\\[\\d{1,3}(?:\\.\\d{1,3}){3}\\])(?![\\p{L}\\p{N}@])`,
      'dgu',
    ),
    score: (value, { before, after }) => {
      if (NO_TOP_LEVEL.test(value) || /^git@/i.test(value)) return 0;
      // scp and git remotes: user@host:path
      if (/^:[\w~/.-]/.test(after) && /[/.]/.test(after.slice(1).split(/\s/, 1)[0] ?? '')) return 0;
      return /(?:ssh|scp|rsync|sftp)\s[^\n]{0,30}$/.test(before) ? 0.4 : 0.95;
    },
  },
  {
    rule: 'email-written-out',
    type: 'email_address',
    hints: [' dot ', 'dot)', 'dot]', 'at)', 'at]', 'at}', 'at>', 'at )', 'at ]'],
    pattern:
      /(?<![\w.+-])[a-z0-9][a-z0-9._+-]{1,63}(?:\s{0,2}[[({<]\s?at\s?[\])}>]\s{0,2}|\sat\s)[a-z0-9-]{1,63}(?:(?:\.|\s{0,2}[[({<]\s?dot\s?[\])}>]\s{0,2}|\sdot\s)[a-z0-9-]{2,63}){1,4}(?![\w-])/gi,
    score: (value) => (/[[({<]\s?at\s?[\])}>]/i.test(value) ? 0.85 : /\sdot\s/i.test(value) ? 0.75 : 0),
  },
];
