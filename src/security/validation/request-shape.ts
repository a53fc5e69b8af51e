import { HttpException } from '@nestjs/common';
import { MeshError } from '../../errors';

/** Levels of a body: 32 of a free-form field, and those around it. */
const MAX_DEPTH = 40;

/** Refuses a compressed body, which nothing here would inflate. @throws HttpException 415. */
export function assertPlainEncoding(headers: Record<string, string | string[] | undefined>): void {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw new HttpException('send the body without Content-Encoding', 415);
}

/** Refuses JSON so deep that walking it could exhaust the stack; itself it walks without recursion. @throws MeshError 422. */
export function assertShallow(body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  const open = Object.entries(body).map(([field, node]) => ({ field, node: node as unknown, depth: 1 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { field, node, depth } = next;
    if (typeof node !== 'object' || node === null) continue;
    if (depth >= MAX_DEPTH) {
      const message = `has more than ${MAX_DEPTH} levels`;
      throw new MeshError('invalid', 'body-too-deep', `${field}: ${message}`, { errors: [{ field, message }] });
    }
    for (const child of Object.values(node) as unknown[]) open.push({ field, node: child, depth: depth + 1 });
  }
}
