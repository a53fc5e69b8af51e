import { type Finder, type Recogniser } from '../recogniser';
import { CREDIT_CARD } from './credit-card';
import { CRYPTO_WALLET } from './crypto-wallet';
import { DATE_OF_BIRTH } from './date-of-birth';
import { DRIVER_LICENSE } from './driver-license';
import { EMAIL_ADDRESS } from './email-address';
import { IBAN } from './iban';
import { IP_ADDRESS } from './ip-address';
import { MAC_ADDRESS } from './mac-address';
import { NATIONAL_ID } from './national-ids';
import { PASSPORT } from './passport';
import { PERSON_NAME } from './person-names';
import { PHONE_NUMBER } from './phone-number';
import { SECRET } from './secrets';
import { STREET_ADDRESS } from './street-address';
import { US_SSN } from './us-ssn';

/** Every recogniser there is. */
export const RECOGNISERS: readonly (Recogniser | Finder)[] = [
  ...SECRET,
  ...EMAIL_ADDRESS,
  ...CREDIT_CARD,
  ...IBAN,
  ...US_SSN,
  ...NATIONAL_ID,
  ...PASSPORT,
  ...DRIVER_LICENSE,
  ...IP_ADDRESS,
  ...MAC_ADDRESS,
  ...CRYPTO_WALLET,
  ...PHONE_NUMBER,
  ...STREET_ADDRESS,
  ...PERSON_NAME,
  ...DATE_OF_BIRTH,
];
