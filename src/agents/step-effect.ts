/**
 * What a step leaves behind beside its result. A step that may be following orders which stood in its data has no effect but its result, unless
 * somebody approves it.
 */
export type StepEffect = 'datasets:write' | 'memory:write';
