export { invalidField, MeshError, notFound, type ErrorKind, type FieldFault } from './mesh-error';
export { answerProtocolError, answerRouterError } from './protocol-problems';
export { ProblemFilter } from './problem.filter';
