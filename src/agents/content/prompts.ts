import { loadPrompt } from '../prompt/load-prompt';

/** How to write and edit copy. */
export const WRITING = loadPrompt(__dirname, 'content');
/** How to comment on an analysed draft. */
export const COMMENTING = loadPrompt(__dirname, 'content-comment');
