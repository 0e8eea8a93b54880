// What the HTTP carrier makes of everything that can go wrong on a real socket: it never resends, and says `sent: no` only
// where no connection stood (3-protocol, The life of a settlement).

import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createCarriedLine } from '../../src/hospital/center-line.ts';
import { parseCenterUrl } from '../../src/hospital/center-url.ts';
import { type HttpCarrier, httpCarrier } from '../../src/hospital/http-carrier.ts';
import { systemSchedule } from '../../src/hospital/schedule.ts';

interface Station {
  readonly carrier: HttpCarrier;
  /** Every request that arrived, as it was written. */
  readonly heard: string[];
  readonly connections: () => number;
}

/** A server of bare sockets that does `answer` once a whole request is there. */
async function station(answer: (socket: Socket, count: number) => void, deadline = 5_000): Promise<Station> {
  const heard: string[] = [];
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => {});
    onTestFinished(() => void socket.destroy());
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes;
      if (!text.endsWith('}')) return;
      heard.push(text);
      text = '';
      answer(socket, heard.length);
    });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const carrier = httpCarrier({ url, schedule: systemSchedule, deadline });
  onTestFinished(() => carrier.close());
  return { carrier, heard, connections: () => connections };
}

const request = '{"infno":"2207A"}';
const whole = (body: string) => `HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

test('an answer is brought back as it is, and the connection is kept for the next', async () => {
  const { carrier, heard, connections } = await station((socket) => socket.write(whole('{"infcode":0,"名":"王"}')));
  for (const _ of [1, 2, 3])
    expect(await carrier.exchange(request)).toEqual({ ok: true, value: '{"infcode":0,"名":"王"}' });
  expect([heard.length, connections()]).toEqual([3, 1]);
  expect(heard[0]).toMatch(/^POST \/fsi\/api HTTP\/1\.1\r\ncontent-type: application\/json\r\ncontent-length: 17\r\n/);
});

const failures: Readonly<Record<string, { answer: (socket: Socket) => void; failure: object }>> = {
  'an end without an answer': { answer: (socket) => socket.end(), failure: { kind: 'cut', sent: 'maybe' } },
  'a reset': { answer: (socket) => socket.resetAndDestroy(), failure: { kind: 'cut', sent: 'maybe' } },
  'an end within the headers': {
    answer: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le'),
    failure: { kind: 'cut', sent: 'maybe' },
  },
  'an end within the answer': {
    answer: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"infcode":0'),
    failure: { kind: 'cut', sent: 'maybe' },
  },
  'an answer that is no HTTP': {
    answer: (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
    failure: { kind: 'cut', sent: 'maybe' },
  },
};
test.each(Object.entries(failures))(
  '%s: cut, perhaps arrived, never sent again',
  async (_name, { answer, failure }) => {
    const { carrier, heard } = await station(answer);
    expect(await carrier.exchange(request)).toMatchObject({ ok: false, error: failure });
    expect(heard).toHaveLength(1);
  },
);

test('a failed server, whatever it says: no refusal; perhaps arrived, never sent again', async () => {
  const body = '{"infcode":-1,"err_msg":"center: a bug"}';
  const failed = whole(body).replace('200 OK', '500 Internal Server Error');
  const { carrier, heard } = await station((socket) => socket.write(failed));
  const error = { kind: 'unreadable-answer', sent: 'maybe', cause: 'status 500' };
  expect(await carrier.exchange(request)).toEqual({ ok: false, error });
  expect(heard).toHaveLength(1);
});

test('a kept connection that the center has closed under the request: cut, perhaps arrived, never sent again', async () => {
  const { carrier, heard } = await station((socket, count) => {
    if (count === 1) socket.write(whole('{}'));
    else socket.resetAndDestroy();
  });
  await carrier.exchange(request);
  expect(await carrier.exchange(request)).toMatchObject({ error: { kind: 'cut', sent: 'maybe' } });
  expect(heard).toHaveLength(2);
});

test('silence: timed out, perhaps arrived; the connection is given up with it', async () => {
  const closed: Promise<unknown>[] = [];
  const { carrier } = await station((socket) => void closed.push(once(socket, 'close')), 60);
  expect(await carrier.exchange(request)).toMatchObject({ error: { kind: 'timed-out', sent: 'maybe' } });
  await Promise.all(closed);
  expect(closed).toHaveLength(1);
});

test('nobody listens, or no such name: refused, certainly not sent', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  for (const url of [`http://127.0.0.1:${port}`, 'http://nowhere.invalid']) {
    const carrier = httpCarrier({ url: new URL(url), schedule: systemSchedule, deadline: 5_000 });
    expect(await carrier.exchange(request)).toMatchObject({ error: { kind: 'refused-connection', sent: 'no' } });
  }
});

test('a line over it cuts, garbles and keeps back as the one in process does, and hands its own failures on', async () => {
  const { carrier, heard } = await station((socket, count) => {
    if (count < 3) socket.write(whole('{"infcode":0}'));
    else socket.end();
  });
  const line = createCarriedLine({ carrier, schedule: systemSchedule, deadline: 5_000 });
  line.hand.befall({ fault: 'cut-after-arrival', times: 1 });
  expect(await line.transport.exchange(request)).toMatchObject({ error: { kind: 'cut', sent: 'maybe' } });
  line.hand.befall({ fault: 'garbled', times: 1 });
  expect(await line.transport.exchange(request)).toEqual({ ok: true, value: '{"infc' });
  line.hand.befall({ fault: 'cut-before-arrival', times: 1 });
  expect(await line.transport.exchange(request)).toMatchObject({ error: { kind: 'cut', sent: 'maybe' } });
  line.hand.down();
  expect(await line.transport.exchange(request)).toMatchObject({ error: { kind: 'refused-connection', sent: 'no' } });
  expect(heard).toHaveLength(2);
  line.hand.up();
  expect(await line.transport.exchange(request)).toMatchObject({ error: { kind: 'cut', sent: 'maybe' } });
});

test('the health of a center; another program at that address is told from it', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(whole('<html>')));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const carrier = httpCarrier({ url, schedule: systemSchedule, deadline: 5_000 });
  expect(await carrier.health()).toMatchObject({ error: { kind: 'unreadable-answer', sent: 'no' } });
});

test.each([
  ['http://127.0.0.1:8710', true],
  ['https://center.example/insurance/', true],
  ['127.0.0.1:8710', false],
  ['ftp://127.0.0.1', false],
  ['http://user:secret@127.0.0.1', false],
  ['http://127.0.0.1/?x=1', false],
  ['', false],
])('the address %s is read: %s', (text, read) => {
  expect(parseCenterUrl(text).ok).toBe(read);
});
