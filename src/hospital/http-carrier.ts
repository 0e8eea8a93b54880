// Carries messages to a served center over HTTP, on one connection that is kept. It never sends a request twice, and says of
// every failure whether the request may have arrived: only where no connection ever stood can it say that it did not.

import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { z } from 'zod';
import type { Transport, TransportFailure } from '../domain/protocol/envelope.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import type { Schedule } from './schedule.ts';

export interface CarrierParts {
  /** http: or https:, with the path that the center's addresses stand below. */
  readonly url: URL;
  readonly schedule: Schedule;
  /** Milliseconds for one message, connecting included. */
  readonly deadline: number;
  /** PEM: whom an https center's certificate must come from; then no others are trusted. */
  readonly authority?: string;
}

/** What a center says of itself before anyone signs in. */
export interface CenterHealth {
  readonly status: string;
  /** yyyy-MM-dd */
  readonly founded: string;
  readonly today: string;
}

export interface HttpCarrier extends Transport {
  /** Whether the center is there, and on which day. */
  health(): Promise<Result<CenterHealth, TransportFailure>>;
  /** Lets go of the connection. */
  close(): void;
}

type Exchanged = Result<string, TransportFailure>;

interface Wanted {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string;
  readonly deadline: number;
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const healthSchema = z.object({ status: z.string(), founded: z.string().regex(day), today: z.string().regex(day) });

/** Bytes. A day's detail of a large hospital has a few hundred thousand. */
const longestAnswer = 16_777_216;
/** Milliseconds: at start nobody waits long for a center that is not there. */
const healthDeadline = 2_000;

function failed(kind: TransportFailure['kind'], sent: TransportFailure['sent'], cause: string): Exchanged {
  return failure({ kind, sent, cause });
}

/** From here on a status says that something went wrong there, perhaps after the work was done. */
const serverError = 500;

/** Reads the whole answer; an end before its end is a cut. Whatever a failed server says, it is no refusal. */
function collect(response: IncomingMessage, finish: (exchanged: Exchanged) => void): void {
  const { statusCode = serverError } = response;
  if (statusCode >= serverError) finish(failed('unreadable-answer', 'maybe', `status ${statusCode}`));
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length <= longestAnswer) return;
    finish(failed('unreadable-answer', 'maybe', `an answer of more than ${longestAnswer} bytes`));
    response.destroy();
  });
  response.on('end', () => finish(ok(Buffer.concat(chunks).toString('utf8'))));
  response.on('error', (error) => finish(failed('cut', 'maybe', error.message)));
  response.on('close', () => finish(failed('cut', 'maybe', 'the connection ended within the answer')));
}

/** Whether a connection stood: from then on the request may have arrived. */
function watchConnection(request: ClientRequest, event: 'connect' | 'secureConnect'): () => boolean {
  let stood = false;
  request.on('socket', (socket) => {
    if (request.reusedSocket) stood = true;
    else socket.once(event, () => (stood = true));
  });
  return () => stood;
}

export function httpCarrier({ url, schedule, deadline, authority }: CarrierParts): HttpCarrier {
  const secure = url.protocol === 'https:';
  // One connection: a desk speaks to the center about one thing at a time, and in order.
  const keep = { keepAlive: true, maxSockets: 1 };
  const agent = secure ? new HttpsAgent({ ...keep, ...(authority && { ca: authority }) }) : new HttpAgent(keep);
  const base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;

  function begin({ method, path, body }: Wanted): ClientRequest {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const options = { method, agent, ...(body !== '' && { headers }) };
    return (secure ? httpsRequest : httpRequest)(`${base}${path}`, options);
  }

  function carry(wanted: Wanted): Promise<Exchanged> {
    return new Promise((resolve) => {
      const request = begin(wanted);
      const stood = watchConnection(request, secure ? 'secureConnect' : 'connect');
      const finish = (exchanged: Exchanged) => {
        giveUp();
        giveUpConnecting();
        resolve(exchanged);
      };
      const expire = (sent: TransportFailure['sent'], what: string, after: number) => {
        finish(failed('timed-out', sent, `no ${what} within ${after} ms`));
        request.destroy();
      };
      const giveUp = schedule.after(wanted.deadline, () => expire('maybe', 'answer', wanted.deadline));
      // Given up while it still can be said that nothing was sent.
      const connecting = Math.floor(wanted.deadline / 2);
      const giveUpConnecting = schedule.after(connecting, () => {
        if (!stood()) expire('no', 'connection', connecting);
      });
      request.on('response', (response) => collect(response, finish));
      request.on('error', (error) => {
        finish(stood() ? failed('cut', 'maybe', error.message) : failed('refused-connection', 'no', reasonOf(error)));
      });
      request.end(wanted.body);
    });
  }

  return {
    exchange: (body) => carry({ method: 'POST', path: '/fsi/api', body, deadline }),
    async health() {
      const deadlineAtStart = Math.min(deadline, healthDeadline);
      const carried = await carry({ method: 'GET', path: '/healthz', body: '', deadline: deadlineAtStart });
      if (!carried.ok) return carried;
      const read = healthSchema.safeParse(parseJson(carried.value));
      return read.success
        ? ok(read.data)
        : failure({ kind: 'unreadable-answer', sent: 'no', cause: `${base} is not an insurance center` });
    },
    close: () => agent.destroy(),
  };
}

/** Node tells a name with several addresses as one error with several inside. */
function reasonOf(error: Error): string {
  return error instanceof AggregateError ? error.errors.map(String).join('; ') : error.message;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
