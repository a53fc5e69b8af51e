import { loadPrompt } from '../prompt/load-prompt';

/** How a goal is split into steps; the answer fits `planSchema`. */
export const PLAN_PROMPT = loadPrompt(__dirname, 'plan');

/** How the results of a finished task are drawn together; the answer fits `WORDING_SCHEMA`. */
export const WORDING_PROMPT = loadPrompt(__dirname, 'wording');
