// Counters in a process of their own: each sends its share of prepared requests, one after the other, on one kept
// connection. Run as a program: node served-load.ts URL COUNTERS FILE; writes what it measured as JSON.

import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

const [url = '', counters = '1', file = ''] = process.argv.slice(2);
const requests = readFileSync(file, 'utf8').split('\n');
const times: number[] = [];

function send(agent: Agent, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(`${url}/fsi/api`, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function connection(): Promise<Agent> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return new Promise((resolve, reject) => {
    const look = request(`${url}/healthz`, { agent }, (response) => response.resume().on('end', () => resolve(agent)));
    look.on('error', reject);
    look.end();
  });
}

async function counter(agent: Agent): Promise<void> {
  for (let body = requests.pop(); body !== undefined; body = requests.pop()) {
    const begun = performance.now();
    const answer = await send(agent, body);
    times.push(performance.now() - begun);
    if (!answer.startsWith('{"infcode":0,')) throw new Error(answer);
  }
}

const agents = await Promise.all(Array.from({ length: Number(counters) }, connection));
const count = requests.length;
const begun = performance.now();
await Promise.all(agents.map(counter));
const seconds = (performance.now() - begun) / 1000;
times.sort((a, b) => a - b);
const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))];
process.stdout.write(JSON.stringify({ perSecond: count / seconds, p50: at(0.5), p99: at(0.99) }));
process.exit(0);
