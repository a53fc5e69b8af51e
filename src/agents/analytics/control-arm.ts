import { invalidField } from '../../errors';

const CONTROL_NAME = /no e-?mail|control|holdout/i;

/**
 * The control among `arms`: the one `context.control` names, else the first whose name says so, else null.
 * @throws MeshError invalid when `context.control` names no arm.
 */
export function controlArm(arms: readonly string[], named: unknown): string | null {
  if (named === undefined || named === null) return arms.find((arm) => CONTROL_NAME.test(arm)) ?? null;
  if (typeof named === 'string' && arms.includes(named)) return named;
  throw invalidField('context.control', 'must name an arm of campaign_data');
}
