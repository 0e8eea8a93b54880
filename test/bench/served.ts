// Durable settlements a second through `center serve`, with 1, 16 and 64 counters, against bare durable SQLite commits of one
// row with the same pragmas, in the same run. Everything before 2207A is prepared: what is timed is a settlement sent,
// settled, committed and answered, each for another person. Counters and center are processes of their own.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import { immediately, openDatabase } from '../../src/center/store/database.ts';
import { Counter, openCity } from '../center/counter.ts';
import { cardOf, someone } from '../center/crowd.ts';
import { foundedOn, smallCity } from '../center/small-city.ts';
import { launcher } from '../support/paths.ts';
import type { Figure } from './main.ts';
import { median } from './median.ts';

const ROUNDS = 3;
/** Counters → settlements a round. */
const LEVELS = [
  [1, 1000],
  [16, 2000],
  [64, 3000],
] as const;
const BARE_COMMITS = 1000;
const TOGETHER = 200;

type Answer = { readonly infcode: number; readonly err_msg: string | null; readonly output: never };

function must(text: string): Answer['output'] {
  const { infcode, err_msg, output } = JSON.parse(text) as Answer;
  if (infcode !== 0) throw new Error(`refused: ${err_msg}`);
  return output;
}

function sendAll(center: EmbeddedCenter, requests: readonly string[]): Answer['output'][] {
  const outputs: Answer['output'][] = [];
  for (let from = 0; from < requests.length; from += TOGETHER) {
    const handled = center.handleTogether(requests.slice(from, from + TOGETHER));
    outputs.push(...handled.map(({ answer }) => must(answer)));
  }
  return outputs;
}

const messagesASecond = 10_000;

/** Numbers as a hospital would give them out, ten thousand a second. */
function messageNumbers(hospitalCode: string): () => string {
  let sent = 0;
  return () => {
    sent += 1;
    const second = String(80_000 + Math.floor(sent / messagesASecond)).padStart(6, '0');
    return `${hospitalCode}20110815${second}${String(sent % messagesASecond).padStart(4, '0')}`;
  };
}

/** A crowd that is registered and has fee lines; answers the 2207A of each. */
function prepare(file: string, count: number): string[] {
  const people = Array.from({ length: count }, (_, index) => someone(index));
  const center = openCity({ file, seed: { ...smallCity(), people, cards: people.map(cardOf) } });
  const counter = new Counter(center);
  const next = messageNumbers(counter.hospital.code);
  const encoded = (infno: string, input: unknown) => JSON.stringify(counter.envelope(infno, input, next()));
  const items = [{ item: 'A', price: '50', quantity: '1', amount: '50.00' }];
  const registered = sendAll(
    center,
    people.map((person) => encoded('2201', counter.registration(person))),
  ) as { readonly data: { readonly mdtrt_id: string } }[];
  const visits = registered.map(({ data }) => data.mdtrt_id);
  const lines = people.map((person, index) => counter.feeLines(person, visits[index] ?? '', 'B1', items));
  sendAll(
    center,
    lines.map((input) => encoded('2204', input)),
  );
  const parts = { fulamt_ownpay_amt: '0', overlmt_selfpay: '0', preselfpay_amt: '0', inscp_scp_amt: '50.00' };
  const settlements = people.map((person, index) => {
    const data = counter.trialData(person, visits[index] ?? '', 'B1', '11', '50.00');
    return encoded('2207A', { data: { ...data, ...parts, invono: `R${index}` } });
  });
  center.close();
  return settlements;
}

/** Commits a second of one row each. */
function bareCommits(folder: string): number {
  const opened = openDatabase(join(folder, 'bare.db'));
  if (!opened.ok) throw new Error(opened.error.cause.en);
  const database = opened.value;
  const insert = database.prepare("INSERT INTO illness VALUES (?, 'x')");
  database.exec('DELETE FROM illness');
  const begun = performance.now();
  for (let row = 0; row < BARE_COMMITS; row += 1) immediately(database, () => insert.run(String(row)));
  const seconds = (performance.now() - begun) / 1000;
  database.close();
  return BARE_COMMITS / seconds;
}

interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

async function load(url: string, counters: number, file: string): Promise<Load> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'served-load.ts'), url, String(counters), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (bytes) => {
    out += bytes;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the counters ended with ${code}`);
  return JSON.parse(out) as Load;
}

async function startCenter(folder: string): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const place = ['--data', folder, '--date', foundedOn, '--port', '0', '--json'];
  const child = spawn(process.execPath, [launcher, 'center', 'serve', ...place], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  if (ready.value === undefined) throw new Error('the center did not start');
  return { url: (JSON.parse(ready.value) as { readonly url: string }).url, child };
}

/** One figure a number of counters: its rate as a part of the rate of bare commits. */
export async function benchServed(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-pos-served-'));
  const each = LEVELS.reduce((sum, [, settlements]) => sum + settlements, 0);
  const requests = prepare(join(folder, 'center.db'), each * ROUNDS);
  const { url, child } = await startCenter(folder);
  const bare: number[] = [];
  const loads = new Map<number, Load[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(bareCommits(folder));
    for (const [counters, settlements] of LEVELS) {
      const file = join(folder, 'requests.jsonl');
      writeFileSync(file, requests.splice(0, settlements).join('\n'));
      loads.set(counters, [...(loads.get(counters) ?? []), await load(url, counters, file)]);
    }
  }
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });

  return LEVELS.map(([counters]) => {
    const runs = loads.get(counters) ?? [];
    const of = (pick: (run: Load) => number) => median(runs.map(pick));
    const rate = of(({ perSecond }) => perSecond);
    const times = `p50 ${of(({ p50 }) => p50).toFixed(2)} ms, p99 ${of(({ p99 }) => p99).toFixed(2)} ms`;
    return {
      name: `durable settlements through center serve, ${counters} counter${counters === 1 ? '' : 's'}`,
      ratio: median(runs.map(({ perSecond }, round) => perSecond / (bare[round] ?? Number.NaN))),
      detail: `${Math.round(rate)}/s (${times}) : ${Math.round(median(bare))}/s bare durable SQLite commits`,
    };
  });
}
