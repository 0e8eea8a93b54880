// `npm run campaign`: plays seeds in as many processes as there are cores, and says what befell and whether anything broke.
// One seed: `--seed 123 --days 1`. Many: `--seeds 500 --from 1`, or `--cashier-days 1000 --within 60`.

import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSummary, replayLine } from './summary.ts';
import type { Order, Told } from './worker.ts';

const usage = `npm run campaign -- --seed N [--days D]               one run, again
npm run campaign -- --seeds N [--from S] [--days D]    N runs
npm run campaign -- --cashier-days N [--within S]      until so many cashier-days, within so many seconds
npm run campaign -- --seconds S                        for so long, up to twice that until every fault befell
  --days D       days a run (2)        --workers W    processes (one a core)
The last two fail where a fault kind never befell. Ctrl+C ends it with its figures; they say where to go on (--from).
`;

/** A whole number that is at least 1; anything else is wrong usage. */
function count(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  process.stderr.write(`--${name}: expected a whole number from 1, not ${text}\n${usage}`);
  process.exit(2);
}

function asked() {
  try {
    const string = { type: 'string' } as const;
    const options = { seed: string, seeds: string, from: string, days: string, seconds: string };
    const { values } = parseArgs({ options: { ...options, 'cashier-days': string, within: string, workers: string } });
    const seed = count('seed', values.seed);
    return {
      from: seed ?? count('from', values.from) ?? 1,
      seeds: seed === undefined ? (count('seeds', values.seeds) ?? Number.POSITIVE_INFINITY) : 1,
      isReplay: seed !== undefined,
      days: count('days', values.days) ?? 2,
      lasts: count('seconds', values.seconds),
      enough: count('cashier-days', values['cashier-days']),
      within: count('within', values.within),
      workers: seed === undefined ? (count('workers', values.workers) ?? availableParallelism()) : 1,
    };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}

const { from, seeds, isReplay, days, lasts, enough, within, workers } = asked();
const isMeasured = lasts !== undefined || enough !== undefined;
if (seeds === Number.POSITIVE_INFINITY && !isMeasured) {
  process.stderr.write(usage);
  process.exit(2);
}

const summary = createSummary();
const began = performance.now();
const seconds = () => (performance.now() - began) / 1000;
const running = new Set<ChildProcess>();
let next = from;
let isBroken = false;
/** Somebody pressed Ctrl+C: what is being played is played to its end, and told. Once more: it is given up. */
let isStopped = false;
let told = 0;

function isEnough(): boolean {
  if (isBroken || isStopped || next >= from + seeds) return true;
  // Some kinds of fault are rare: a short campaign goes on for them, but not for ever.
  if (lasts !== undefined && seconds() > lasts && (summary.missing().length === 0 || seconds() > 2 * lasts))
    return true;
  return enough !== undefined && summary.cashierDays() >= enough;
}

function give(worker: ChildProcess): void {
  if (isEnough()) {
    if (worker.connected) worker.disconnect();
    return;
  }
  const order: Order = { seed: next, days, fingerprint: isReplay };
  next += 1;
  worker.send(order);
}

function stop(): void {
  if (isStopped) for (const worker of running) if (worker.connected) worker.disconnect();
  if (!isStopped)
    process.stderr.write('\nstopping: the runs under way are played to their end; Ctrl+C gives them up\n');
  isStopped = true;
}

function broke(run: { readonly seed: number; readonly days: number }, what: readonly string[]): void {
  isBroken = true;
  process.stdout.write(`\nBROKEN\n${what.map((law) => `  ${law}\n`).join('')}again: ${replayLine(run)}\n`);
}

function hear(worker: ChildProcess, message: Told): void {
  if (message.kind === 'crashed') broke(message, [message.error]);
  if (message.kind === 'played') {
    const { report } = message;
    summary.add(report);
    if (report.broken.length > 0) broke(report, report.broken);
    if (report.fingerprint !== undefined) process.stdout.write(`fingerprint ${report.fingerprint}\n`);
  }
  if (process.stderr.isTTY || seconds() - told > 10) {
    told = seconds();
    process.stderr.write(
      `${process.stderr.isTTY ? '\r' : ''}${summary.progress(told)}${process.stderr.isTTY ? '' : '\n'}`,
    );
  }
  give(worker);
}

/** What the campaign was asked for and did not come to; empty: all is well. */
function shortOf(): readonly string[] {
  if (!isMeasured || isStopped) return [];
  const late = within !== undefined && seconds() > within;
  return [
    ...summary.missing().map((kind) => `${kind} never befell`),
    ...(late ? [`${enough} cashier-days took longer than ${within} s`] : []),
  ];
}

function close(): void {
  process.stdout.write(`\n${summary.text(seconds())}\n`);
  const short = isBroken ? [] : shortOf();
  for (const each of short) process.stdout.write(`FAILED ${each}\n`);
  if (!isBroken && short.length === 0) process.stdout.write('no invariant broken\n');
  const stopped = isStopped ? 130 : 0;
  process.exitCode = isBroken || short.length > 0 ? 1 : stopped;
}

process.on('SIGINT', stop);
process.on('SIGTERM', stop);

/** What is called a few hundred times an hour in a counter is called that often a second here: V8 may notice at once. */
const execArgv = ['--no-warnings', '--no-lazy-feedback-allocation'];

for (let each = 0; each < workers; each += 1) {
  const worker = fork(join(import.meta.dirname, 'worker.ts'), { execArgv });
  running.add(worker);
  worker.on('message', (message) => hear(worker, message as Told));
  worker.on('exit', (code) => {
    running.delete(worker);
    if (code !== 0) broke({ seed: next - 1, days }, [`a worker ended with ${code}`]);
    if (running.size === 0) close();
  });
}
