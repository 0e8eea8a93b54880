// The class over HTTP: each counter keeps one long answer open, on which commands come as lines, and posts what happens. Only
// the process that serves it gives commands; nothing that comes in over the network is one.

import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { longestName } from './class-address.ts';
import type { ClassBook } from './class-book.ts';
import { commandData } from './command.ts';
import { readReport } from './report.ts';

export interface ServeClassParts {
  readonly book: ClassBook;
  readonly code: string;
  readonly host: string;
  /** 0: the operating system picks one. */
  readonly port: number;
}

export interface ServedClass {
  readonly port: number;
  /** Counters hear that nobody commands them any more. */
  close(): Promise<void>;
}

export interface ListenProblem {
  readonly cause: Text;
  readonly remedy: Text;
}

/** Milliseconds between two signs of life on a silent line. */
export const beatEvery = 5000;
const largestReport = 1_000_000;
const mostConnections = 256;

const refusals = {
  401: { zh: '班级口令不对', en: 'the code of the class is wrong' },
  404: { zh: '没有这个地址', en: 'no such address' },
  413: { zh: '太大', en: 'too large' },
} satisfies Record<number, Text>;

function answer(response: ServerResponse, status: number, data: object): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(data));
}

function refuse(response: ServerResponse, status: keyof typeof refusals): void {
  answer(response, status, { refused: refusals[status] });
}

const digest = (text: string) => createHash('sha256').update(text).digest();

function knows(request: IncomingMessage, code: string): boolean {
  const { authorization = '' } = request.headers;
  return timingSafeEqual(digest(authorization), digest(`Bearer ${code}`));
}

function traineeOf(request: IncomingMessage): string | undefined {
  const { trainee } = request.headers;
  if (typeof trainee !== 'string') return undefined;
  try {
    const name = decodeURIComponent(trainee);
    return name.length >= 1 && name.length <= longestName ? name : undefined;
  } catch {
    return undefined;
  }
}

/** The long answer: a line for each command, and one now and then that says nothing. */
function stream(id: string, trainee: string, book: ClassBook, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' });
  response.socket?.setNoDelay(true);
  const say = (line: object) => void response.write(`${JSON.stringify(line)}\n`);
  say({});
  const beat = setInterval(() => say({}), beatEvery);
  const ends = book.listens(id, trainee, ({ id: sent, command }) => say({ id: sent, command: commandData(command) }));
  response.once('close', () => {
    clearInterval(beat);
    ends();
  });
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > largestReport) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

async function take(id: string, book: ClassBook, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  if (body === undefined) {
    refuse(response, 413);
    return;
  }
  const report = readReport(body);
  if (report.ok) answer(response, 200, { have: book.report(id, report.value) });
  else answer(response, 400, { refused: { zh: report.error, en: report.error } });
}

function route({ book, code }: ServeClassParts, request: IncomingMessage, response: ServerResponse): void {
  if (!knows(request, code)) {
    refuse(response, 401);
    return;
  }
  const [, id, what] = /^\/counters\/([0-9a-f-]{36})\/(commands|report)$/.exec(request.url ?? '') ?? [];
  const trainee = traineeOf(request);
  if (id !== undefined && what === 'commands' && request.method === 'GET' && trainee !== undefined) {
    stream(id, trainee, book, response);
  } else if (id !== undefined && what === 'report' && request.method === 'POST') {
    // Whoever breaks off in mid-report posts it again.
    take(id, book, request, response).catch(() => response.destroy());
  } else refuse(response, 404);
}

function problemOf(error: NodeJS.ErrnoException, { host, port }: ServeClassParts): ListenProblem {
  if (error.code === 'EADDRINUSE') {
    return {
      cause: { zh: `端口 ${port} 已被占用`, en: `port ${port} is taken` },
      remedy: { zh: '用 --port 换一个端口', en: 'choose another with --port' },
    };
  }
  return {
    cause: {
      zh: `不能在 ${host}:${port} 监听（${error.code}）`,
      en: `cannot listen at ${host}:${port} (${error.code})`,
    },
    remedy: { zh: '用 --host 和 --port 换一个地址', en: 'choose another address with --host and --port' },
  };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

export function serveClass(parts: ServeClassParts): Promise<Result<ServedClass, ListenProblem>> {
  const server = createServer((request, response) => route(parts, request, response));
  server.maxConnections = mostConnections;
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(failure(problemOf(error, parts))));
    server.listen(parts.port, parts.host, () => {
      const { port } = server.address() as AddressInfo;
      resolve(ok({ port, close: () => closed(server) }));
    });
  });
}
