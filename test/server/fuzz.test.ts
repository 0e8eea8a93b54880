// Bad input to the served center: whatever bytes are posted, the answer is a well-formed refusal or a 4xx, nothing is
// changed, nothing crashes, and the memory stays flat. FUZZ=100000 runs as many as the specification asks for.

import { Agent, request } from 'node:http';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { Counter, openCity } from '../center/counter.ts';
import { fuzzedBodies } from '../center/fuzzed-bodies.ts';
import { smallCity } from '../center/small-city.ts';
import { centerFile } from '../hospital/town.ts';
import { type RunningProgram, temporaryFolder } from '../support/program.ts';
import { serve } from './served.ts';

const runs = Number(process.env.FUZZ ?? 2_000);
const atOnce = 32;
const heapTeller = join(import.meta.dirname, '../support/heap-teller.ts');
/** What a message leaves behind even where it is refused: that it was answered, and who signed in. */
const kept = new Set(['message', 'sign_in']);

/** Every other row of the file. */
function dump(data: string): string {
  const file = new Database(centerFile(data), { readonly: true });
  const tables = file.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();
  const rows = tables
    .filter((name) => !kept.has(String(name)))
    .map((name) => [name, file.prepare(`SELECT * FROM "${name}"`).all()]);
  file.close();
  return JSON.stringify(rows);
}

/** Megabytes that the program still holds after all garbage is collected: its resident memory is the collector's own affair. */
async function heldBy(program: RunningProgram): Promise<number> {
  program.child.kill('SIGUSR2');
  const { heapUsed } = JSON.parse(await program.line()) as { readonly heapUsed: number };
  return heapUsed / 2 ** 20;
}

/** Caches of the engine may come and go within this; a hundred bytes a message would be ten after a hundred thousand. */
const slackMegabytes = 2;

test(`${runs} fuzzed messages: each refused in form or 4xx, nothing changed, memory flat`, async () => {
  const data = temporaryFolder();
  const center = openCity({ file: centerFile(data), seed: smallCity() });
  const counter = new Counter(center);
  const arbitrary = fuzzedBodies(counter);
  center.close();
  const { port, program, end } = await serve({ data, nodeArgs: ['--max-old-space-size=128', '--import', heapTeller] });
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  onTestFinished(() => agent.destroy());
  const before = dump(data);

  const post = (body: Buffer) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': body.length };
      const sent = request({ port, path: '/fsi/api', method: 'POST', agent, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      });
      sent.on('error', reject).end(body);
    });
  const seen = new Map<number, number>();
  const check = async (body: Buffer) => {
    const { status, text } = await post(body);
    seen.set(status, (seen.get(status) ?? 0) + 1);
    const { infcode, inf_refmsgid, err_msg, output } = JSON.parse(text);
    const formed = infcode === -1 && inf_refmsgid.length === 30 && err_msg.length > 0 && output === null;
    const right = formed && (status === 200 || (status >= 400 && status < 500)) && !/^center: /.test(err_msg);
    if (!right) throw new Error(`${body.toString('utf8')} was answered ${status} ${text}`);
  };

  const memory: number[] = [];
  const share = 10;
  for (let part = 0; part < share; part += 1) {
    const batch = fc.sample(arbitrary, { numRuns: Math.ceil(runs / share), seed: part + 1 });
    for (let from = 0; from < batch.length; from += atOnce)
      await Promise.all(batch.slice(from, from + atOnce).map(check));
    memory.push(await heldBy(program));
  }
  if (process.env.FUZZ)
    console.log({ statuses: Object.fromEntries(seen), megabytes: memory.map((each) => each.toFixed(1)) });
  expect(dump(data)).toBe(before);
  // What the first tenths needed is not outgrown by as many more: no message leaves anything behind in memory.
  expect(Math.max(...memory.slice(3))).toBeLessThan(Math.max(...memory.slice(0, 3)) + slackMegabytes);
  expect(await end()).toBe(0);
}, 1_200_000);
