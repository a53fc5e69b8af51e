import { list, type Recogniser } from '../../recogniser';
import { entropy, isPlaceholder } from './placeholder-value';

const NAMES =
  "pass(?:word|wd|phrase|code)?s?|pwd|passwort|kennwort|mot de passe|contraseña|senha|parola d['’]ordine|wachtwoord|" +
  'hasło|lösenord|пароль|密码|密碼|パスワード|비밀번호|secret(?:[_ -]?(?:access[_ -]?)?key)?|client[_ -]?secret|api[_ -]?(?:key|' +
  'secret|token)|apikey|access[_ -]?(?:key|token)|auth(?:orization)?[_ -]?(?:key|token)|refresh[_ -]?token|bearer[_ ' +
  '-]?token|private[_ -]?key|signing[_ -]?(?:key|secret)|encryption[_ -]?key|webhook[_ -]?secret|session[_ -]?(?:key|' +
  'secret|token)|token|credentials?|pin(?:[_ -]?code)?|otp';

/** Every name has one of these in it. */
const HINTS = list(
  'pass, pwd, kennwort, contraseña, senha, parola, wachtwoord, hasło, lösenord, пароль, 密, パスワード, 비밀번호, secret, key',
  'token, credential, pin, otp',
);

/** `password: …`, `API_KEY=…`, `"token": "…"`, `my password is …`: the value alone, unless it is a variable, a mask or a plain word. */
export const ASSIGNMENT: readonly Recogniser[] = [
  {
    rule: 'assignment',
    type: 'secret',
    hints: HINTS,
    pattern: new RegExp(
      `(?<![A-Za-z0-9])(?:${NAMES})["'\`]?(?:\\s{0,3}(?::=|=>|={1,3}|[:：])\\s{0,3}|\\s(?:is|ist|est|es|è|` +
        `é)(?:\\s?[:=])?\\s)["'\`]?(?<value>[^\\s"'\`,;<>()=]{4,128}={0,2})`,
      'dgi',
    ),
    // What badges and pictures on the web carry in their addresses opens nothing.
    score: (value, { before }) => (value.length < 40 && /:\/\/\S{1,60}$/.test(before) ? 0.4 : secretScore(value)),
  },
  {
    rule: 'pin',
    type: 'secret',
    near: { digits: 3, within: 40 },
    pattern:
      /(?<![A-Za-z0-9])(?:(?:pin|otp)(?:[ -]?(?:code|number))?|cvv2?|cvc2?|(?:card )?security code|one[- ]time (?:code|password|passcode)|verification code)(?:\s(?:is|was)|\s?[:=])?\s?["']?(?<value>\d{3,8})(?![\d.,]\d|[\w%-])/dgi,
    score: () => 0.6,
  },
  {
    rule: 'authorization-header',
    type: 'secret',
    hints: ['bearer', 'basic'],
    pattern: /(?<![A-Za-z])(?:bearer|basic)\s(?<value>[A-Za-z0-9_~+/.=-]{16,2000})(?![A-Za-z0-9])/dgi,
    score: (value) => (/\d/.test(value) && /[A-Za-z]/.test(value) && !isPlaceholder(value) && entropy(value) > 3 ? 0.9 : 0),
  },
  {
    rule: 'aws-secret-key',
    type: 'secret',
    hints: ['aws', 'secret'],
    pattern: /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g,
    score: (value, { before }) =>
      /aws|secret/.test(before) && /\d/.test(value) && /[A-Z]/.test(value) && /[a-z]/.test(value) && entropy(value) > 4 ? 0.9 : 0,
  },
];

/** The passwords that most people choose (published lists of leaked ones): words, but nobody says them of a password. */
const FAVOURITES =
  /^(?:qwerty\p{L}{0,4}|qwertz\p{L}{0,4}|azerty|letmein|iloveyou|asdfgh?j?k?l?|zxcvbnm?|monkey|dragon|football|baseball|sunshine|princess|superman|batman|trustno1|abc123|hunter2)$/iu;

/** Words of a sentence ("the password is wrong") have neither digits nor signs nor mixed case; what people choose or programs make nearly always has. */
function secretScore(value: string): number {
  const bare = value.replace(/[.!?]{1,3}$/, '');
  if (bare.length < 4 || isPlaceholder(bare)) return 0;
  if (FAVOURITES.test(bare)) return 0.6;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(bare)).length;
  if (!/\d/.test(bare) && !/[!@#$%^&*?~+]/.test(bare))
    return bare.length >= 16 && kinds >= 2 && entropy(bare) > 3.5 && /\p{Ll}\p{Lu}\p{L}*\p{Lu}/u.test(bare) ? 0.6 : 0;
  if (bare.length < 6) return /^\d{4,6}$/.test(bare) ? 0.45 : 0.4;
  if (/^\d{1,3}(?:[.,]\d+)*$/.test(bare) || /^\d+(?:px|ms|s|kb|mb|days?|min|h)$/i.test(bare)) return 0;
  return kinds >= 2 && entropy(bare) > 2 ? 0.85 : /^\d{6,}$/.test(bare) ? 0.45 : 0.5;
}
