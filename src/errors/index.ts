export { invalidField, MeshError, notFound, type ErrorKind, type FieldFault } from './mesh-error';
export { ProblemFilter } from './problem.filter';
