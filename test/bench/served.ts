// Durable settlements a second through `center serve`, with 1, 16 and 64 counters, against bare durable SQLite commits of one
// row with the same pragmas, in the same run. Everything before 2207A is prepared: what is timed is a settlement sent,
// settled, committed and answered, each for another person. Counters and center are processes of their own.
//
// Twice: on this machine's disk, and on one that takes two milliseconds longer to flush. A virtual disk may answer an fsync
// from memory in a tenth of a millisecond; then a bare commit costs next to nothing, and the ratio tells how long a settlement
// takes to compute. Where a flush takes its time, it tells whether those who wait share it (group commit).

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { foundedOn } from '../center/small-city.ts';
import { launcher } from '../support/paths.ts';
import type { Figure } from './main.ts';
import { median } from './median.ts';
import { crowdToSettle } from './served-crowd.ts';

interface Disk {
  /** Behind the name of a figure. */
  readonly name: string;
  /** What stands in front of a command, so that what it starts writes to this disk. */
  readonly prefix: readonly string[];
  /** Counters → settlements a round. */
  readonly levels: readonly (readonly [counters: number, settlements: number])[];
  readonly bareCommits: number;
}

const ROUNDS = 3;
const LATER_MS = 2;

const thisDisk: Disk = {
  name: '',
  prefix: [],
  levels: [
    [1, 1000],
    [16, 2000],
    [64, 3000],
  ],
  bareCommits: 1000,
};

/** strace holds up nothing but the flushes (--seccomp-bpf), and is not the parent of what it traces (-D). */
const slowerDisk: Disk = {
  name: `, each flush ${LATER_MS} ms later`,
  prefix: [
    ...['strace', '-D', '-f', '-qq', '--seccomp-bpf', '-o', '/dev/null', '-e', 'trace=fsync,fdatasync'],
    ...['-e', `inject=fsync,fdatasync:delay_exit=${LATER_MS * 1000}`],
  ],
  levels: [
    [1, 400],
    [16, 1000],
    [64, 2000],
  ],
  bareCommits: 300,
};

function started({ prefix }: Disk, command: readonly string[]): ChildProcess {
  const [program = '', ...args] = [...prefix, process.execPath, ...command];
  return spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** What a process wrote, once it has ended. */
async function outputOf(child: ChildProcess): Promise<string> {
  let out = '';
  child.stdout?.on('data', (bytes) => {
    out += bytes;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${child.spawnargs.join(' ')} ended with ${code}`);
  return out;
}

const beside = (script: string) => join(import.meta.dirname, script);

interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

async function load(url: string, counters: number, file: string): Promise<Load> {
  return JSON.parse(await outputOf(started(thisDisk, [beside('served-load.ts'), url, String(counters), file])));
}

async function startCenter(
  disk: Disk,
  folder: string,
): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const place = ['--data', folder, '--date', foundedOn, '--port', '0', '--json'];
  const child = started(disk, [launcher, 'center', 'serve', ...place]);
  if (!child.stdout) throw new Error('the center has no output');
  const ready = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  if (ready.value === undefined) throw new Error('the center did not start');
  return { url: (JSON.parse(ready.value) as { readonly url: string }).url, child };
}

async function benchOn(disk: Disk): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-pos-served-'));
  const each = disk.levels.reduce((sum, [, settlements]) => sum + settlements, 0);
  const requests = crowdToSettle(join(folder, 'center.db'), each * ROUNDS);
  const { url, child } = await startCenter(disk, folder);
  const bare: number[] = [];
  const loads = new Map<number, Load[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const commits = [beside('bare-commits.ts'), join(folder, 'bare.db'), String(disk.bareCommits)];
    bare.push(Number(await outputOf(started(disk, commits))));
    for (const [counters, settlements] of disk.levels) {
      const file = join(folder, 'requests.jsonl');
      writeFileSync(file, requests.splice(0, settlements).join('\n'));
      loads.set(counters, [...(loads.get(counters) ?? []), await load(url, counters, file)]);
    }
  }
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });

  return disk.levels.map(([counters]) => {
    const runs = loads.get(counters) ?? [];
    const of = (pick: (run: Load) => number) => median(runs.map(pick));
    const rate = of(({ perSecond }) => perSecond);
    const times = `p50 ${of(({ p50 }) => p50).toFixed(2)} ms, p99 ${of(({ p99 }) => p99).toFixed(2)} ms`;
    return {
      name: `durable settlements through center serve, ${counters} counter${counters === 1 ? '' : 's'}${disk.name}`,
      ratio: median(runs.map(({ perSecond }, round) => perSecond / (bare[round] ?? Number.NaN))),
      detail: `${Math.round(rate)}/s (${times}) : ${Math.round(median(bare))}/s bare durable SQLite commits`,
    };
  });
}

/** Whether flushes take their time: where strace may not trace, what it was to trace runs all the same. */
function isHeldUp(): boolean {
  const flushes = 10;
  const script = `const { fsyncSync, openSync } = require('node:fs'); const file = openSync(process.argv[1], 'w');
    const begun = performance.now(); for (let each = 0; each < ${flushes}; each += 1) fsyncSync(file);
    console.log(performance.now() - begun)`;
  const folder = mkdtempSync(join(tmpdir(), 'yibao-pos-flush-'));
  const [program = '', ...args] = [...slowerDisk.prefix, process.execPath, '-e', script, join(folder, 'file')];
  const ran = spawnSync(program, args, { encoding: 'utf8', timeout: 20_000 });
  rmSync(folder, { recursive: true, force: true });
  return ran.status === 0 && Number(ran.stdout) >= flushes * LATER_MS;
}

/** One figure a disk and number of counters: its rate as a part of the rate of bare commits on that disk. */
export async function benchServed(): Promise<readonly Figure[]> {
  const figures = await benchOn(thisDisk);
  if (isHeldUp()) return [...figures, ...(await benchOn(slowerDisk))];
  process.stderr.write('strace is not there, or may not trace: the slower disk is left out\n');
  return figures;
}
