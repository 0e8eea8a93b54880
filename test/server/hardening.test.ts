// Connections that keep to nothing: slow, endless, half open, oversized, many. Whatever they do, a counter beside them is
// answered, and the limits cut them (7-facts; limits.ts). Real sockets, with limits short enough to be waited for.

import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import { type ServerLimits, serverLimits } from '../../src/center/server/limits.ts';
import { serveCenter } from '../../src/center/server/serve-center.ts';
import { systemSchedule } from '../../src/hospital/schedule.ts';
import { clockAt, openCity } from '../center/counter.ts';
import { envelopeOf } from '../center/envelope.ts';
import { cityHospital } from '../center/small-city.ts';

const clock = clockAt('2011-08-15 09:00:00');
let sent = 0;
const signIn = () => {
  sent += 1;
  const msgid = `${cityHospital.code}20110815090000${String(sent).padStart(4, '0')}`;
  return JSON.stringify(envelopeOf('9001', { signIn: { opter_no: '0003', mac: '', ip: '' } }, msgid));
};

interface Served {
  readonly center: EmbeddedCenter;
  readonly port: number;
  /** A counter beside it all: signs in, and is answered. */
  isServing(): Promise<void>;
  close(): Promise<void>;
}

async function serve(limits: Partial<ServerLimits> = {}): Promise<Served> {
  const center = openCity({ clock });
  const options = { center, clock, elapsed: () => systemSchedule.now(), host: '127.0.0.1', port: 0 };
  const served = await serveCenter({ ...options, limits: { ...serverLimits, check: 20, ...limits } });
  if (!served.ok) throw new Error(served.error.cause.en);
  const { port, url } = served.value;
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= served.value.close().then(() => center.close());
    return closed;
  };
  onTestFinished(close);
  return {
    center,
    port,
    close,
    async isServing() {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${url}/fsi/api`, { method: 'POST', body: signIn(), headers });
      expect(await answer.json()).toMatchObject({ infcode: 0 });
    },
  };
}

interface Line {
  readonly socket: Socket;
  /** Everything that came until the other side closed. */
  readonly ended: Promise<string>;
}

function dial(port: number): Line {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let text = '';
  socket.on('data', (bytes) => {
    text += bytes;
  });
  // A reset is one of the ways in which the other side ends.
  socket.on('error', () => {});
  return { socket, ended: new Promise((resolve) => socket.on('close', () => resolve(text))) };
}

const head = (length: number) =>
  `POST /fsi/api HTTP/1.1\r\nhost: center\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;

test('headers that never end are cut with 408, a body that never ends as well; others are answered meanwhile', async () => {
  const { port, isServing } = await serve({ headers: 150, request: 300 });
  const slowHead = dial(port);
  slowHead.socket.write('POST /fsi/api HTTP/1.1\r\nhost: cen');
  const slowBody = dial(port);
  slowBody.socket.write(`${head(100)}{"infno":`);
  await isServing();
  expect(await slowHead.ended).toMatch(/^HTTP\/1\.1 408 /);
  expect(await slowBody.ended).toMatch(/^HTTP\/1\.1 408 /);
  await isServing();
});

test('a connection that says nothing, and one that is half open after its answer, are cut', async () => {
  const { port, isServing } = await serve({ headers: 150, request: 300, idle: 150 });
  const silent = dial(port);
  const body = signIn();
  const halfOpen = dial(port);
  halfOpen.socket.end(`${head(Buffer.byteLength(body))}${body}`);
  const kept = dial(port);
  kept.socket.write(`${head(Buffer.byteLength(body))}${body}`);
  await isServing();
  expect(await halfOpen.ended).toContain('"infcode":0');
  expect(await kept.ended).toContain('"infcode":0');
  await silent.ended;
});

test('a body longer than the limit is refused before it is read, stated or not', async () => {
  const { port, isServing, center } = await serve({ body: 1_000 });
  const stated = dial(port);
  stated.socket.write(head(1_000_000_000));
  expect(await stated.ended).toMatch(/^HTTP\/1\.1 413 .*"err_msg":"message: /s);
  const chunked = dial(port);
  chunked.socket.write(
    'POST /fsi/api HTTP/1.1\r\nhost: center\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
  );
  chunked.socket.write(`${(2_000).toString(16)}\r\n${'x'.repeat(2_000)}\r\n`);
  expect(await chunked.ended).toMatch(/^HTTP\/1\.1 413 /);
  await isServing();
  expect(center.inspection.contradictions()).toEqual([]);
});

test('headers of any length, and what is no HTTP at all, are refused with 4xx', async () => {
  const { port, isServing } = await serve();
  const long = dial(port);
  long.socket.write(`GET /healthz HTTP/1.1\r\nhost: center\r\nx: ${'x'.repeat(100_000)}`);
  expect(await long.ended).toMatch(/^HTTP\/1\.1 431 /);
  const noise = dial(port);
  noise.socket.write(Buffer.from([0x16, 0x03, 0x01, 0x00, 0xff, 0x00, 0x0d, 0x0a, 0x0d, 0x0a]));
  expect(await noise.ended).toMatch(/^HTTP\/1\.1 400 /);
  const smuggled = dial(port);
  smuggled.socket.write(
    'POST /fsi/api HTTP/1.1\r\nhost: center\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  );
  expect(await smuggled.ended).toMatch(/^HTTP\/1\.1 400 /);
  await isServing();
});

test('requests that follow one another without waiting are answered in order, on one connection', async () => {
  const { port } = await serve({ idle: 300 });
  const bodies = Array.from({ length: 20 }, signIn);
  const line = dial(port);
  line.socket.write(bodies.map((body) => head(Buffer.byteLength(body)) + body).join(''));
  const numbers = [...(await line.ended).matchAll(/"sign_no":"([^"]*)"/g)].map(([, number]) => number);
  expect(numbers).toHaveLength(bodies.length);
  expect(numbers).toEqual([...numbers].sort());
});

test('beyond the number of connections the next is closed at once, and those that stand are answered', async () => {
  const { port } = await serve({ connections: 3 });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const health = () =>
    new Promise<number | undefined>((resolve, reject) => {
      const asked = request({ port, path: '/healthz', agent }, (answer) =>
        answer.resume().on('end', () => resolve(answer.statusCode)),
      );
      asked.on('error', reject).end();
    });
  expect(await health()).toBe(200);
  const others = [dial(port), dial(port)];
  await Promise.all(others.map(({ socket }) => once(socket, 'connect')));
  const tooMany = dial(port);
  expect(await tooMany.ended).toBe('');
  expect(await health()).toBe(200);
});

test('told to end, it answers what has begun, and waits for nobody who does not finish', async () => {
  const { port, close } = await serve({ grace: 150 });
  const body = signIn();
  const begun = dial(port);
  begun.socket.write(head(Buffer.byteLength(body)) + body);
  const stuck = dial(port);
  stuck.socket.write(`${head(100)}{`);
  await once(begun.socket, 'data');
  await close();
  expect(await begun.ended).toContain('"infcode":0');
  await stuck.ended;
});
