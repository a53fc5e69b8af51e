import { EMAIL_EXAMPLES } from './examples';
import type { Copy } from '../piece';

/** Names of fields that hold what people are called by, the best first. */
const FIRST_NAMES = ['first_name', 'firstname', 'given_name', 'name'];

/** Examples of e-mails that greet by name where there is such a field, as the model is to write them. */
export function taggedExamples(fields: readonly string[]): Copy[] {
  const name = FIRST_NAMES.map((wanted) => fields.find((field) => field.toLowerCase() === wanted)).find((field) => field !== undefined);
  if (name === undefined) return [...EMAIL_EXAMPLES];
  const tag = `{{ ${name} | default: "there" }}`;
  return EMAIL_EXAMPLES.map((copy) => ({ ...copy, body: [`Hello ${tag},`, ...copy.body] }));
}
