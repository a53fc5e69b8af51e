import { type Recogniser } from '../../recogniser';
import { ASSIGNMENT } from './assignment';
import { ISSUER_TOKEN } from './issuer-token';
import { PRIVATE_KEY } from './private-key';
import { URL_PASSWORD } from './url-password';

/** What opens something: keys, tokens, passwords. */
export const SECRET: readonly Recogniser[] = [...ISSUER_TOKEN, ...PRIVATE_KEY, ...URL_PASSWORD, ...ASSIGNMENT];
