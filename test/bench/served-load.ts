// Counters in a process of their own: each sends its share of prepared requests, one after the other, on one kept
// connection. They write the bytes of HTTP themselves, as what is measured is the center and not its callers. Run as a
// program: node served-load.ts URL COUNTERS FILE; the first tenth warms both up; writes what it measured as JSON.

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

const [url = '', counters = '1', file = ''] = process.argv.slice(2);
const { hostname, port, host } = new URL(url);
const requests = readFileSync(file, 'utf8')
  .split('\n')
  .map((body) =>
    Buffer.from(
      `POST /fsi/api HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    ),
  );

/** One answer of one socket: its body, once all of it is there. */
function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    function take(chunk: Buffer): void {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      const headEnds = bytes.indexOf('\r\n\r\n');
      if (headEnds < 0) return;
      const length = /\r\ncontent-length: (\d+)/i.exec(bytes.toString('latin1', 0, headEnds))?.[1];
      if (length === undefined) reject(new Error('an answer of unknown length'));
      const ends = headEnds + 4 + Number(length);
      if (bytes.length < ends) return;
      socket.off('data', take).off('close', closed);
      resolve(bytes.toString('utf8', headEnds + 4, ends));
    }
    const closed = () => reject(new Error('the center hung up'));
    socket.on('data', take).on('close', closed);
  });
}

async function counter(socket: Socket, share: Buffer[], times: number[]): Promise<void> {
  for (let request = share.pop(); request !== undefined; request = share.pop()) {
    const begun = performance.now();
    socket.write(request);
    const answer = await answerOf(socket);
    times.push(performance.now() - begun);
    if (!answer.startsWith('{"infcode":0,')) throw new Error(answer);
  }
}

const sockets = Array.from({ length: Number(counters) }, () =>
  connect({ host: hostname, port: Number(port), noDelay: true }),
);
await Promise.all(sockets.map((socket) => once(socket, 'connect')));
const all = (share: Buffer[], times: number[]) => Promise.all(sockets.map((socket) => counter(socket, share, times)));
await all(requests.splice(0, Math.ceil(requests.length / 10)), []);
const times: number[] = [];
const count = requests.length;
const begun = performance.now();
await all(requests, times);
const seconds = (performance.now() - begun) / 1000;
times.sort((a, b) => a - b);
const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))];
process.stdout.write(JSON.stringify({ perSecond: count / seconds, p50: at(0.5), p99: at(0.99) }));
process.exit(0);
