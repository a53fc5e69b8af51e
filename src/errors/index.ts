export { invalidField, MeshError, notFound, type ErrorKind, type FieldFault } from './mesh-error';
export { answerProtocolError, answerRouterError } from './protocol-problems';
export type { Problem } from './problem';
export { problemOfFailure } from './problem-of-failure';
export { ProblemFilter } from './problem.filter';
