import { Matches } from 'class-validator';

/** Sessions of other systems have names of other forms; they only group, and stand in no key. */
const SESSION_NAME = /^[\w.:@+#-]{1,128}$/;

/** The field is the id of a session, or what an import called one: letters, digits and `_.:@+#-`, at most 128. */
export function IsSessionName(): PropertyDecorator {
  return Matches(SESSION_NAME, { message: '$property must be an id' });
}
