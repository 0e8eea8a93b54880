// The center over HTTP, for many counters: POST /fsi/api takes the envelope of 3-protocol, whoever sends it. It only carries;
// what a message does is the same code that is embedded in a counter.

import { isUtf8 } from 'node:buffer';
import { Server as SecureServer } from 'node:tls';
import { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import type { Clock } from '../../domain/date.ts';
import { dateOfTimestamp } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { EmbeddedCenter } from '../center.ts';
import { gatherInBatches } from './batches.ts';
import { documentAt } from './documentation.ts';
import { type ServerLimits, serverLimits } from './limits.ts';
import { type ListenProblem, listenProblem } from './listen-problem.ts';
import { openMetrics } from './metrics.ts';
import { type SignKeys, signedMessages } from './signed-messages.ts';

/** What the center proves itself with, and what it knows hospitals by. Both may be exchanged while it serves. */
export interface Credentials {
  /** PEM. With it the center speaks https, and nothing else. */
  readonly tls?: TlsFiles;
  /** The hospitals that sign their messages, and demand that the center does. */
  readonly signKeys?: SignKeys;
}

export interface ServeOptions extends Credentials {
  readonly center: EmbeddedCenter;
  readonly clock: Clock;
  /** Milliseconds since some beginning, for what took how long. */
  readonly elapsed: () => number;
  readonly host: string;
  /** 0: the operating system picks one. */
  readonly port: number;
  readonly limits?: ServerLimits;
}

export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

export interface ServedCenter {
  readonly url: string;
  readonly port: number;
  /** From now on these; connections that stand keep the certificate they began with. What was not given at first stays so. */
  renew(credentials: Credentials): void;
  /** Takes no more, answers what has begun, lets go of the port. The center itself stays open. */
  close(): Promise<void>;
}

const json = 'application/json; charset=utf-8';

/** Messages that never reach the transactions: each has a status, and all the same an envelope. */
const refusals: Readonly<Record<number, Text>> = {
  404: { zh: '没有这个地址', en: 'no such address: POST /fsi/api' },
  413: { zh: '太大', en: 'too large' },
  415: { zh: '须为 application/json', en: 'must be application/json' },
};
const unreadable: Text = { zh: '不能读', en: 'cannot be read' };

function send(reply: FastifyReply, status: number, body: string): FastifyReply {
  return reply.code(status).header('content-type', json).send(body);
}

/** The body as text; what is no UTF-8 would be kept as something that nobody sent. */
function readBodies(app: FastifyInstance, limits: ServerLimits): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer', bodyLimit: limits.body },
    (_request, body, done) => done(null, isUtf8(body) ? body.toString('utf8') : undefined),
  );
}

function refuseTheRest(app: FastifyInstance, center: EmbeddedCenter): void {
  // What cannot be read may have been whole when it was sent.
  const refuse = (reply: FastifyReply, status: number) =>
    send(
      reply,
      status,
      center.refuse('message', refusals[status] ?? unreadable, refusals[status] ? 'final' : 'undecided'),
    );
  app.setNotFoundHandler((_request, reply) => refuse(reply, 404));
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return refuse(reply, status);
    return send(reply, 500, center.refuse('center', { zh: '程序出错', en: `a bug: ${error.message}` }, 'undecided'));
  });
}

function transactionsAt(
  app: FastifyInstance,
  { center, elapsed }: ServeOptions,
  keys: (() => SignKeys) | undefined,
): void {
  const metrics = openMetrics(center.inspection.figures);
  const ask = gatherInBatches({
    handleTogether: keys ? signedMessages(center, keys) : center.handleTogether,
    soon: setImmediate,
    onBatch: (answers) => metrics.batch(answers),
  });
  app.post('/fsi/api', async (request: FastifyRequest, reply) => {
    if (typeof request.body !== 'string') {
      return send(reply, 400, center.refuse('message', unreadable, 'undecided'));
    }
    const arrived = elapsed();
    const { answer } = await ask(request.body);
    metrics.answered(elapsed() - arrived);
    return send(reply, 200, answer);
  });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
}

function framework(limits: ServerLimits, tls: TlsFiles | undefined): FastifyInstance {
  const options = {
    logger: false,
    bodyLimit: limits.body,
    requestTimeout: limits.request,
    keepAliveTimeout: limits.idle,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: false,
  } as const;
  const http = { headersTimeout: limits.headers, connectionsCheckingInterval: limits.check };
  if (!tls) return fastify({ ...options, http });
  // Who does not come to the end of the handshake is as slow as who does not come to the end of the headers.
  return fastify({ ...options, https: { ...http, ...tls, handshakeTimeout: limits.headers } });
}

async function applicationOf(options: ServeOptions, keys: (() => SignKeys) | undefined): Promise<FastifyInstance> {
  const { center, clock, limits = serverLimits } = options;
  const app = framework(limits, options.tls);
  app.server.maxConnections = limits.connections;
  readBodies(app, limits);
  refuseTheRest(app, center);
  transactionsAt(app, options, keys);
  await documentAt(app);
  app.get('/healthz', async () => ({
    status: 'ok',
    founded: center.foundedOn,
    today: dateOfTimestamp(clock.now()),
  }));
  return app;
}

/** Whoever is in the middle of a request is waited for, but not for ever. */
async function closeWithin(app: FastifyInstance, grace: number): Promise<void> {
  const impatient = setTimeout(() => app.server.closeAllConnections(), grace);
  try {
    await app.close();
  } finally {
    clearTimeout(impatient);
  }
}

function portOf(app: FastifyInstance): number {
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Begins to serve an open center. Refused as a value where the port is taken or the address not this machine's. */
export async function serveCenter(options: ServeOptions): Promise<Result<ServedCenter, ListenProblem>> {
  const { host, port, limits = serverLimits } = options;
  let { signKeys } = options;
  const app = await applicationOf(options, signKeys && (() => signKeys ?? new Map()));
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    const problem = listenProblem(code, host, port);
    if (!problem) throw error;
    return failure(problem);
  }
  const named = host.includes(':') ? `[${host}]` : host;
  return ok({
    url: `${options.tls ? 'https' : 'http'}://${named}:${portOf(app)}`,
    port: portOf(app),
    renew(renewed) {
      if (signKeys && renewed.signKeys) signKeys = renewed.signKeys;
      if (options.tls && renewed.tls && app.server instanceof SecureServer) app.server.setSecureContext(renewed.tls);
    },
    close: () => closeWithin(app, limits.grace),
  });
}
