import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { problemType, type Problem } from './problem';

/** Answers what the router refuses before any handler is chosen: a path that cannot be decoded, or a part too long. */
export function answerRouterError(
  error: { statusCode?: number },
  request: { id: unknown; url: string },
  reply: { raw: ServerResponse },
): void {
  const status = error.statusCode ?? 400;
  const problem = { ...problemOf(status), instance: request.url.split('?')[0], request_id: String(request.id) };
  reply.raw.writeHead(status, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify(problem));
}

/** Statuses of faults of Node's HTTP parser by their code; every other is a 400. */
const PARSER_STATUS: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Answers what is no HTTP request at all, or none in time; there is no reply object yet, only the socket. */
export function answerProtocolError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = PARSER_STATUS[error.code ?? ''] ?? 400;
  const body = JSON.stringify(problemOf(status));
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}`;
  socket.end(`${head}\r\nConnection: close\r\n\r\n${body}`);
}

const DETAIL: Record<number, string> = {
  400: 'the request cannot be read',
  408: 'the request took too long to arrive',
  414: 'the path is too long',
  431: 'the headers are too large',
};

function problemOf(status: number): Problem {
  const code = status === 408 ? 'request-timeout' : 'malformed-request';
  const title = STATUS_CODES[status] ?? 'Error';
  return { type: problemType(code), title, status, detail: DETAIL[status] ?? title, code, retryable: status === 408 };
}
