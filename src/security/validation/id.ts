import { Matches } from 'class-validator';

/** What an id may look like: letters, digits, `_` and `-`, so that it can stand in a key. */
export const ID = /^[\w-]{1,128}$/;

/** The field is an id. */
export function IsId(): PropertyDecorator {
  return Matches(ID, { message: '$property must be an id' });
}
