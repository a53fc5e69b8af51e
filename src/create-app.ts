import { Readable } from 'node:stream';
import helmet from '@fastify/helmet';
import { HttpException, MethodNotAllowedException } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { ArrivalDeadlines } from './arrival-deadline';
import { AppModule } from './app.module';
import { HttpAudit, MessageAudit } from './audit';
import { ServerConfig, type LoadedConfig } from './config';
import { taskRouteOptions } from './coordinator';
import { CSV_MEDIA_TYPE, takesRows } from './datasets';
import { serveDocumentation } from './documentation';
import { answerProtocolError, answerRouterError, MeshError } from './errors';
import { KnownMethods } from './known-methods';
import { LINE_MEDIA_TYPES, memoryRouteOptions, takesLines } from './memory';
import { modelRouteOptions } from './models';
import { AccessLog, HttpMetrics, MessageMetrics, requestIdOf } from './observability';
import { API_PREFIX, isForOperators, WITHOUT_PREFIX } from './paths';
import { OneResponderServer, RedisClient, type MessageContext } from './redis';
import { RemoteHost } from './remote';
import { silentConnections } from './silent-connections';
import { assertPlainEncoding, assertShallow, RawBodies } from './security';

/** Bytes of a request body. */
const MAX_BODY_BYTES = 1024 * 1024;
/** Bytes of a request's head: a search for 100 KB of words, percent-encoded. Node's own 16 KiB would refuse what is to be answered. */
const MAX_HEAD_BYTES = 320 * 1024;
/** Milliseconds a client has to send its request; lines that are read as they arrive may take an hour, and pause for so long. */
const REQUEST_TIMEOUT_MS = 30_000;
const LINES_TIMEOUT_MS = 3_600_000;

/** Whether a route reads its body as it arrives: lines or rows, as many as there are. */
const readsAsItArrives = (url: string | undefined) => takesLines(url) || takesRows(url);

/** The assembled service: answers Redis messages, and HTTP once it listens. */
export async function createApp(config: LoadedConfig): Promise<NestFastifyApplication> {
  const server = config.get(ServerConfig) as ServerConfig;
  const { trustedProxies } = server;
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    http: { maxHeaderSize: MAX_HEAD_BYTES },
    requestTimeout: LINES_TIMEOUT_MS,
    genReqId: requestIdOf,
    ...(trustedProxies.length > 0 && { trustProxy: trustedProxies }),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    frameworkErrors: answerRouterError,
    clientErrorHandler: answerProtocolError,
  });
  const fastify = adapter.getInstance();
  fastify.server.headersTimeout = REQUEST_TIMEOUT_MS;
  const endSilentConnections = silentConnections(fastify.server);
  const deadlines = new ArrivalDeadlines(REQUEST_TIMEOUT_MS);
  fastify.addHook('preClose', async () => {
    deadlines.close();
    endSilentConnections();
  });
  fastify.removeContentTypeParser(['text/plain', 'application/json']);
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    // Clients that always name the media type send no body where none is needed; what is missing, validation says.
    if (bytes.length === 0) return done(null, undefined);
    RawBodies.arrived(request.raw, bytes);
    void parseJson(request, bytes.toString(), done);
  });
  fastify.addContentTypeParser([...LINE_MEDIA_TYPES], (request, lines, done) => {
    if (readsAsItArrives(request.routeOptions.url)) done(null, RawBodies.arriving(request.raw, lines));
    else done(new HttpException('this route takes no lines', 415));
  });
  fastify.addContentTypeParser(CSV_MEDIA_TYPE, (request, rows, done) => {
    if (takesRows(request.routeOptions.url)) done(null, RawBodies.arriving(request.raw, rows));
    else done(new HttpException('this route takes no CSV', 415));
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    deadlines.watch(request.raw, reply.raw, readsAsItArrives(request.routeOptions.url));
    void reply.header('X-Request-Id', request.id);
    assertPlainEncoding(request.headers);
    done();
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    if (!(request.body instanceof Readable)) {
      deadlines.arrived(request.raw);
      assertShallow(request.body);
    }
    done();
  });
  const servesClients = server.hosts('api');
  const knownMethods = new KnownMethods();
  fastify.addHook('onRoute', (route) => {
    knownMethods.note(route);
    Object.assign(route, modelRouteOptions(route.url), memoryRouteOptions(route.url), taskRouteOptions(route.url));
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), adapter, {
    bufferLogs: true,
    autoFlushLogs: false, // a failed start is told in one line by main, not by Nest
    bodyParser: false, // Fastify's own JSON parser; Nest's would accept forms too
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.flushLogs();
  const metrics = app.get(HttpMetrics);
  const accessLog = app.get(AccessLog);
  const audit = app.get(HttpAudit);
  const messageAudit = app.get(MessageAudit);
  const messageMetrics = app.get(MessageMetrics);
  fastify.addHook('onRequest', (request, reply, done) => {
    metrics.watch(request, reply);
    accessLog.watch(request, reply);
    audit.watch(request, reply);
    if (!servesClients && !isForOperators(request.url)) {
      return done(new MeshError('not-found', 'no-api-here', 'this process answers no clients: it has not the role api'));
    }
    const allow = request.is404 ? knownMethods.allowFor(request.url) : undefined;
    if (allow === undefined) return done();
    void reply.header('Allow', allow);
    done(new MethodNotAllowedException(`this path takes ${allow}`));
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    audit.answered(request, reply, payload);
    done();
  });
  app.setGlobalPrefix(API_PREFIX, { exclude: WITHOUT_PREFIX });
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { 'script-src': ["'self'", "'unsafe-inline'"], 'upgrade-insecure-requests': null } },
  });
  serveDocumentation(app);
  // Without inheritAppConfig neither guards nor validation would run on messages.
  const answered = (message: MessageContext, problem: { status?: number } | undefined) => {
    const status = problem === undefined ? 200 : (problem.status ?? 500);
    messageAudit.answered(message, problem);
    messageMetrics.answered(message, status);
    accessLog.answered(message, status);
  };
  if (servesClients) {
    app.connectMicroservice({ strategy: new OneResponderServer(app.get(RedisClient), answered) }, { inheritAppConfig: true });
    await app.startAllMicroservices();
  }
  app.get(RemoteHost).enable();
  app.enableShutdownHooks([], { useProcessExit: true });
  return app;
}
