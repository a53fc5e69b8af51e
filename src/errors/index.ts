export { invalidField, MeshError, notFound, type ErrorKind, type FieldFault } from './mesh-error';
export { problemOf, type Problem } from './problem';
export { ProblemFilter } from './problem.filter';
