// The floor for any gateway in Node: parses the JSON, forwards it over a keep-alive pool, reads the usage of the answer, copies
// it back; streams are piped through. No keys, no limits, no costs. node pass-through.mjs PORT UPSTREAM_PORT
import http from 'node:http';

const [port, upstreamPort] = process.argv.slice(2).map(Number);
const agent = new http.Agent({ keepAlive: true, maxSockets: 256, scheduling: 'lifo' });

http
  .createServer((request, response) => {
    collect(request, (received) => {
      const asked = JSON.parse(received);
      const body = Buffer.from(JSON.stringify(asked));
      const headers = { 'content-type': 'application/json', authorization: 'Bearer sk', 'content-length': body.length };
      const target = { host: '127.0.0.1', port: upstreamPort, path: request.url, method: 'POST', agent, headers };
      const call = http.request(target, (answer) => {
        if (asked.stream) pipe(answer, response, call);
        else collect(answer, (whole) => send(response, answer.statusCode, whole));
      });
      call.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
      call.end(body);
    });
  })
  .listen(port, '127.0.0.1');

function collect(stream, done) {
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk)).on('end', () => done(Buffer.concat(chunks)));
}

function send(response, status, body) {
  const tokens = JSON.parse(body).usage?.total_tokens ?? 0;
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length, 'x-tokens': tokens }).end(body);
}

function pipe(answer, response, call) {
  response.writeHead(answer.statusCode, { 'content-type': 'text/event-stream' }).flushHeaders();
  answer.pipe(response);
  response.on('close', () => {
    if (!answer.complete) call.destroy();
  });
}
