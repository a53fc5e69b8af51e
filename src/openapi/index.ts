export { eventsOf, jsonOf, linesOf, textOf } from './content';
export { documentOf, type OpenApiDocument } from './document';
export { Operation } from './operation.decorator';
export { PROBLEM } from './problem.schema';
export { named, object, optional, raw, type Schema } from './schema';
export {
  anyObject,
  anything,
  choice,
  count,
  day,
  dollars,
  either,
  flag,
  id,
  list,
  mapOf,
  number,
  orNull,
  page,
  share,
  text,
  time,
} from './words';
