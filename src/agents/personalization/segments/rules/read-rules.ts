import { invalidField } from '../../../../errors';
import type { PersonRecord } from '../../records/record-source';
import type { UsableColumns } from '../../privacy/usable-columns';
import { OPERATIONS } from './conditions';
import { nearestName } from './nearest-name';

const MOST_RULES = 50;
const MOST_CONDITIONS = 20;
const LONGEST_NAME = 80;
const LONGEST_TREATMENT = 300;

/** A rule that can be asked. */
export interface SegmentRule {
  name: string;
  treatment: string | undefined;
  /** The fields that it looks at. */
  fields: string[];
  fits: (record: PersonRecord) => boolean;
}

interface Condition {
  column: string;
  fits: (value: unknown) => boolean;
}

/**
 * `context.rules`: [{ name, where: [{ field, op, value }], any?, treatment? }]; all conditions of a rule must hold, or with `any` one of them.
 * @throws MeshError invalid, naming the rule and the field that cannot be read, is unknown, or holds a protected attribute that is not allowed.
 */
export function readRules(given: unknown, columns: readonly string[], privacy: UsableColumns, today: number): SegmentRule[] {
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST_RULES) {
    throw invalidField('context.rules', `must be a list of 1 to ${MOST_RULES} rules: {"name", "where": [{"field", "op", "value"}]}`);
  }
  const names = new Set<string>();
  return given.map((rule: unknown, index) => {
    const at = `context.rules[${index}]`;
    const { name, where, any = false, treatment } = objectIn(rule, at);
    const title = textIn(name, `${at}.name`, LONGEST_NAME);
    if (names.has(title)) throw invalidField(`${at}.name`, 'must differ from the names of other rules');
    names.add(title);
    if (typeof any !== 'boolean') throw invalidField(`${at}.any`, 'must be true or false');
    if (!Array.isArray(where) || where.length === 0 || where.length > MOST_CONDITIONS) {
      throw invalidField(`${at}.where`, `must be a list of 1 to ${MOST_CONDITIONS} conditions`);
    }
    const conditions = where.map((one, place) => conditionIn(one, `${at}.where[${place}]`, columns, privacy, today));
    const holds =
      (record: PersonRecord) =>
      ({ column, fits }: Condition) =>
        fits(record[column]);
    return {
      name: title,
      treatment: treatment === undefined ? undefined : textIn(treatment, `${at}.treatment`, LONGEST_TREATMENT),
      fields: conditions.map(({ column }) => column),
      fits: any ? (record) => conditions.some(holds(record)) : (record) => conditions.every(holds(record)),
    };
  });
}

function conditionIn(given: unknown, at: string, columns: readonly string[], { refused }: UsableColumns, today: number): Condition {
  const { field, op, value } = objectIn(given, at);
  if (typeof field !== 'string' || !columns.includes(field)) {
    const near = typeof field === 'string' ? nearestName(field, columns) : undefined;
    throw invalidField(`${at}.field`, `must be a field of the people${near === undefined ? '' : `: the nearest is ${near}`}`);
  }
  const attribute = refused.find(({ column }) => column === field)?.attribute;
  if (attribute !== undefined) {
    throw invalidField(
      `${at}.field`,
      `${field} holds a protected attribute (${attribute}): a rule may use it only where context.allowed_attributes names it`,
    );
  }
  const operation = typeof op === 'string' && Object.hasOwn(OPERATIONS, op) ? OPERATIONS[op] : undefined;
  if (operation === undefined) throw invalidField(`${at}.op`, `must be one of ${Object.keys(OPERATIONS).join(', ')}`);
  return { column: field, fits: operation(value, `${at}.value`, today) };
}

function objectIn(value: unknown, field: string): Record<string, unknown> {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  throw invalidField(field, 'must be an object');
}

function textIn(value: unknown, field: string, longest: number): string {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= longest) return value.trim();
  throw invalidField(field, `must be a text of 1 to ${longest} characters`);
}
