import { MeshError } from '../../errors';

const CODE = 'api-key-revoked';

/** What ends a task, or a step of it, whose key was revoked. */
export function keyRevoked(): MeshError {
  return new MeshError('forbidden', CODE, 'the API key that submitted this task was revoked');
}

/** Whether `error` says that the key of a task was revoked. */
export function isKeyRevoked(error: MeshError): boolean {
  return error.code === CODE;
}
