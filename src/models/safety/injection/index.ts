export { scoreInjection } from './score-injection';
