import { choice, named, object } from '../../openapi';
import { INPUT_TREATMENTS } from './input-policy';

const TREATMENT = choice(INPUT_TREATMENTS);

/** How a tenant treats dangerous input, by kind of field. */
export const INPUT_POLICY = named('InputPolicy', object({ name: TREATMENT, text: TREATMENT, object: TREATMENT }));
