import { type Recogniser } from '../../recogniser';
import { isPlaceholder } from './placeholder-value';

/** URLs and connection strings that carry a password: the whole of them, as the rest tells where it opens. */
export const URL_PASSWORD: readonly Recogniser[] = [
  {
    rule: 'url-password',
    type: 'secret',
    hints: ['://'],
    pattern: /(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/[^\s:@/"'<>]{0,64}:[^\s@/"'<>]{1,128}@[^\s"'<>]{1,200}/g,
    score: (value) => {
      const password = /:\/\/[^:]{0,64}:([^@]{1,128})@/.exec(value)?.[1] ?? '';
      return isPlaceholder(password) ? 0.3 : 0.96;
    },
  },
  {
    rule: 'connection-string',
    type: 'secret',
    hints: ['='],
    pattern: /(?<![A-Za-z])(?:password|pwd|accountkey|sharedaccesskey)\s?=\s?(?<value>[^\s;"']{4,128})(?=;)/dgi,
    score: (value) => (isPlaceholder(value) ? 0 : 0.9),
  },
];
