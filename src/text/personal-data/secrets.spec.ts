import { findPersonalData } from './find-personal-data';
import { SURE } from './personal-data';

/** Letters and digits without order, always the same: no token in this file belongs to anybody or looks whole in its source. */
function random(length: number, alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'): string {
  let state = length * 7919 + alphabet.length;
  let text = '';
  while (text.length < length) {
    state = (state * 1103515245 + 12345) % 2147483648;
    text += alphabet[Math.floor((state / 2147483648) * alphabet.length)];
  }
  return text;
}
const HEX = '0123456789abcdef';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const DIGITS = '0123456789';

const TOKENS: readonly string[] = [
  `mesh_live_${random(16, '0123456789abcdefghijklmnopqrstuvwxyz')}_${random(49)}`,
  `AKIA${random(16, UPPER)}`,
  `AIza${random(35)}`,
  `GOCSPX-${random(28)}`,
  `${random(86)}==`,
  `ghp_${random(36)}`,
  `github_pat_${random(22)}_${random(59)}`,
  `glpat-${random(20)}`,
  `xoxb-${random(12, DIGITS)}-${random(12, DIGITS)}-${random(24)}`,
  `sk_live_${random(24)}`,
  `whsec_${random(32)}`,
  `sk-ant-api03-${random(93)}AA`,
  `sk-proj-${random(48)}`,
  `sk-${random(48)}`,
  `gsk_${random(52)}`,
  `hf_${random(34, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz')}`,
  `npm_${random(36)}`,
  `pypi-AgEIcHlwaS5vcmc${random(70)}`,
  `dckr_pat_${random(27)}`,
  `dop_v1_${random(64, HEX)}`,
  `shpat_${random(32, HEX)}`,
  `sq0atp-${random(22)}`,
  `${random(9, '123456789')}:AA${random(33)}`,
  `SK${random(32, HEX)}`,
  `SG.${random(22)}.${random(43)}`,
  `key-${random(32, HEX)}`,
  `M${random(23)}.${random(6)}.${random(27)}`,
  `eyJ${random(30)}.eyJ${random(80)}.${random(43)}`,
  `xkeysib-${random(64, HEX)}-${random(16)}`,
];

it.each(TOKENS)('finds the whole token %s, bare, quoted and in a sentence', (token) => {
  for (const text of [token, `{"value":"${token}"}`, `Use ${token}, please.`, `x=${token}\ny`]) {
    const [span] = findPersonalData(text).filter(({ type, score }) => type === 'secret' && score >= SURE);
    expect(text.slice(span?.start, span?.end).replace(/^(?:sig|x)=/, '')).toBe(token);
  }
});

it.each([
  ['password: hunter2!x', 'hunter2!x'],
  ['my password is Tr0ub4dor&3', 'Tr0ub4dor&3'],
  ['DB_PASSWORD=s3cr3t-Value', 's3cr3t-Value'],
  [`OPENAI_API_KEY="${random(32)}"`, random(32)],
  [`"client_secret": "${random(24)}"`, random(24)],
  ['Passwort: Sommer2024!', 'Sommer2024!'],
  ['mot de passe : Azerty12345', 'Azerty12345'],
  ['username: jdoe, password: qwerty', 'qwerty'],
  ['my pin is 4821', '4821'],
  ['CVV: 123', '123'],
  ['密码：Abc12345', 'Abc12345'],
  [`Authorization: Bearer ${random(40)}`, random(40)],
  [`aws_secret ${random(40)}`, random(40)],
  ['postgres://app:p4ss@db.example.com:5432/prod', 'postgres://app:p4ss@db.example.com:5432/prod'],
  ['redis://:s3cret@10.0.0.5:6379', 'redis://:s3cret@10.0.0.5:6379'],
  ['Server=tcp:x;User Id=sa;Password=Str0ngPwd;Encrypt=true', 'Str0ngPwd'],
])('finds in %j the secret %j', (text, value) => {
  const found = findPersonalData(text).filter(({ type, score }) => type === 'secret' && score >= SURE);
  expect(found.map((span) => text.slice(span.start, span.end))).toEqual([value]);
});

it('finds a private key from its head to its foot, and one that is cut off', () => {
  const key = `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${random(64)}\n${random(64)}\n-----END RSA ${'PRIVATE'} KEY-----`;
  expect(findPersonalData(`a\n${key}\nb`)).toMatchObject([{ type: 'secret', rule: 'private-key', start: 2, end: 2 + key.length }]);
  expect(findPersonalData(key.slice(0, 120))).toMatchObject([{ type: 'secret', start: 0, end: 120 }]);
});

it.each([
  'password: <your-password>',
  'password = process.env.DB_PASSWORD',
  'API_KEY=${API_KEY}',
  'api_key: "xxxxxxxxxxxx"',
  'token: changeme',
  'api_key=YOUR_API_KEY_HERE',
  'password: ********',
  'The password is required.',
  'your password is incorrect, try again',
  'password: string',
  'Reset your password: click the link below',
  'const token = await getToken()',
  'token: os.environ["TOKEN"]',
  'The key is consistency.',
  'secret: {{ secret }}',
  'max_tokens: 4096',
  'tokens: 1500',
  'The secret is to use fresh basil',
  'AKIAXXXXXXXXXXXXXXXX',
  'sk-your-api-key-here-please-replace',
  'https://user:password@example.com/',
  'https://user:${PASS}@example.com/',
  'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'https://codecov.io/gh/acme/shop/badge.svg?token=lWZ9OBQ7GM',
  'spin 360 degrees, pin 12 of the connector',
  'commit 3f786850e387550fdab836ed7e6dc881de23001b',
  'id 123e4567-e89b-12d3-a456-426614174000',
  'integrity sha512-abc',
  'keyboard: mechanical87',
  'Basic understanding of HTML5',
  'primary key: id2',
])('lets what is no secret pass: %j', (text) => {
  expect(findPersonalData(text, new Set(['secret'])).filter(({ score }) => score >= SURE)).toEqual([]);
});
