import { protectedAttribute } from '../personalization/privacy/protected-attributes';

/** Recipients that are looked at, and fields that are told of. */
const LOOKED_AT = 100;
const MOST_FIELDS = 40;

/**
 * The names of the fields that `context.recipients` have, for merge tags; what they hold is nobody's business. Protected ones are left out unless
 * `context.allowed_attributes` names them. Empty where the recipients are a dataset, or there are none.
 */
export function recipientFields({ recipients, allowed_attributes: allowed }: Readonly<Record<string, unknown>>): string[] {
  if (!Array.isArray(recipients)) return [];
  const records = recipients
    .slice(0, LOOKED_AT)
    .filter((one): one is object => one !== null && typeof one === 'object' && !Array.isArray(one));
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const isAllowed = (name: string) => protectedAttribute(name) === undefined || (Array.isArray(allowed) && allowed.includes(name));
  return names.filter(isAllowed).slice(0, MOST_FIELDS);
}
