// Bad input to the served center: whatever bytes are posted, the answer is a well-formed refusal or a 4xx, nothing is
// changed, nothing crashes, and the memory stays flat. FUZZ=100000 runs as many as the specification asks for.

import { Agent, request } from 'node:http';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { Counter, fee, openCity } from '../center/counter.ts';
import { smallCity, worker } from '../center/small-city.ts';
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

/** Every place of a request, as a path. */
function places(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))];
}

function mutated(value: unknown, [key, ...rest]: readonly string[], change: unknown): unknown {
  if (key === undefined) return change;
  const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  if (rest.length === 0 && change === undefined) delete copy[key];
  else copy[key] = mutated(copy[key], rest, change);
  return copy;
}

/** Requests that are right in form and concern nobody: with any place changed they must still be refused. */
function bases(counter: Counter): readonly object[] {
  const nobody = { ...worker, psnNo: 'X999' };
  const trial = counter.trialData(nobody, 'no-visit', 'no-batch', '11', '5.00');
  const sums = { fulamt_ownpay_amt: '0', overlmt_selfpay: '0', preselfpay_amt: '0', inscp_scp_amt: '5.00' };
  const elsewhere = { psn_no: 'X999', omsgid: 'H99999999999201108150900000001', oinfno: '2207A' };
  const inputs: readonly (readonly [string, unknown])[] = [
    ['1101', { data: { mdtrt_cert_type: '03', mdtrt_cert_no: 'none', card_sn: 'none', psn_name: '无', certno: 'X' } }],
    ['2201', counter.registration(nobody)],
    ['2204', counter.feeLines(nobody, 'no-visit', 'no-batch', [fee])],
    ['2206A', { data: trial }],
    ['2207A', { data: { ...trial, ...sums, invono: 'R9' } }],
    [
      '2208',
      {
        data: {
          setl_id: 'none',
          mdtrt_id: 'none',
          psn_no: 'X999',
          sim_invono: 'R9',
          sim_trial: '0',
          sim_approver: { opter: '0009', opter_name: '陈静' },
        },
      },
    ],
    ['confirm', { data: { ...elsewhere, sim_invono: 'R9' } }],
    ['2601', { data: elsewhere }],
    ['5203', { data: { psn_no: 'X999', setl_id: 'none', mdtrt_id: null, sim_omsgid: elsewhere.omsgid } }],
    ['5206', { data: { psn_no: 'X999', cum_ym: '2011', sim_med_type: '11' } }],
  ];
  return inputs.map(([infno, input]) => counter.envelope(infno, input));
}

const hostile = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, true, -1, 0, 1e21, '', ' ', '0', '-0.01', '1e9', 'Infinity', '__proto__'),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.jsonValue({ maxDepth: 3 }),
);

function bodies(counter: Counter): fc.Arbitrary<Buffer> {
  const wellFormed = fc
    .tuple(fc.constantFrom(...bases(counter)), fc.nat(), hostile, fc.boolean())
    .map(([base, place, change, fresh]) => {
      const all = places(base).filter((path) => path.length > 0);
      const one = fresh ? { ...base, msgid: counter.nextMsgid() } : base;
      return Buffer.from(JSON.stringify(mutated(one, all[place % all.length] ?? [], change)));
    });
  const cut = fc.tuple(wellFormed, fc.nat()).map(([body, at]) => body.subarray(0, at % (body.length + 1)));
  const bytes = fc.uint8Array({ maxLength: 600 }).map((each) => Buffer.from(each));
  const json = fc.json().map((text) => Buffer.from(text));
  return fc.oneof({ weight: 6, arbitrary: wellFormed }, cut, bytes, json);
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
  const arbitrary = bodies(counter);
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
