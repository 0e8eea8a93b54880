// What was acknowledged is on the disk: syncs counted on the real program's system calls, and the power cut at every one of
// them (7-facts, SQLite; 3-protocol, What must always hold). Needs strace; .ci/run installs it.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { centerFile, openTownCenter, people, pocketCard } from '../hospital/town.ts';
import { WrittenFiles } from './written-files.ts';

let root: string;
let lines: readonly string[];

/** The trace of the program's main thread, which alone touches the files. */
function traceOf(folder: string): readonly string[] {
  const traces = join(root, 'traces');
  mkdirSync(traces);
  const program = join(import.meta.dirname, 'traced-visits.ts');
  const calls = 'trace=pwrite64,write,fsync,fdatasync,ftruncate,unlink';
  const args = ['-ff', '-y', '-xx', '-s', '1000000', '-e', calls, '-e', 'signal=none', '-o', join(traces, 'of')];
  const node = [process.execPath, '--no-warnings', program, folder, JSON.stringify(pocketCard('wang-xiulan'))];
  const ran = spawnSync('strace', [...args, ...node], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (ran.error) throw new Error(`strace is needed (apt-get install strace): ${ran.error.message}`);
  if (ran.status !== 0) throw new Error(`strace could not trace the program (is ptrace allowed?): ${ran.stderr}`);
  const main = readdirSync(traces)
    .map((name) => readFileSync(join(traces, name), 'latin1'))
    .find((text) => text.includes('fsync(') || text.includes('fdatasync('));
  if (main === undefined) throw new Error('the program has synced nothing at all');
  return main.split('\n');
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'durable-'));
  const founded = join(root, 'founded');
  mkdirSync(founded);
  openTownCenter(centerFile(founded)).close();
  const folder = join(root, 'run');
  cpSync(founded, folder, { recursive: true });
  lines = traceOf(folder);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function columnOf(file: string, query: string): ReadonlySet<string> {
  const db = new Sqlite(file);
  try {
    expect(db.pragma('quick_check', { simple: true })).toBe('ok');
    return new Set(db.prepare<[], string>(query).pluck().all());
  } finally {
    db.close();
  }
}

/** Everything acknowledged so far is in the files that a power cut left. */
function expectAllThere(folder: string, answered: readonly string[], said: readonly string[]): void {
  if (answered.length > 0) {
    const query = "SELECT msgid FROM settlement WHERE msgid IS NOT NULL AND state <> 'reversed'";
    const settled = columnOf(join(folder, 'center.db'), query);
    expect(answered.filter((msgid) => !settled.has(msgid))).toEqual([]);
  }
  if (said.length > 0) {
    const kept = columnOf(join(folder, `hospital-${people}.db`), 'SELECT number FROM receipts');
    expect(said.filter((receipt) => !kept.has(receipt))).toEqual([]);
  }
}

describe('a power cut', () => {
  it('finds at least one sync between each settlement asked for and its answer, and another before a screen says so', () => {
    const files = new WrittenFiles(join(root, 'founded'));
    const syncs: number[] = [];
    let since = 0;
    let settlements = 0;
    for (const line of lines) {
      const did = files.take(line);
      if (did.did === 'synced') since += 1;
      if (did.did !== 'said') continue;
      const [word] = did.line.split(' ');
      if (word === 'ASKED') settlements += 1;
      // A screen says the same receipt several times: only its first saying waits for a sync.
      if (word === 'ANSWERED' || (word === 'SAID' && syncs.length < 2 * settlements)) syncs.push(since);
      since = 0;
    }
    // The registration and the fees.
    expect(settlements).toBe(2);
    expect(syncs).toHaveLength(4);
    expect(Math.min(...syncs)).toBeGreaterThanOrEqual(1);
    const all = lines.filter((line) => /^f(data)?sync\(/.test(line)).length;
    console.log(`${all} syncs for ${settlements} settlements; before each answer and each screen: ${syncs.join(' ')}`);
  });

  it('loses nothing that was acknowledged, at every sync, whether what was not synced is dropped or torn', () => {
    const files = new WrittenFiles(join(root, 'founded'));
    const answered: string[] = [];
    const said: string[] = [];
    let cuts = 0;
    const cutNow = () => {
      for (const how of ['dropped', 'torn'] as const) {
        const folder = join(root, `cut-${cuts}`);
        files.cut(folder, how);
        expectAllThere(folder, answered, said);
        rmSync(folder, { recursive: true });
        cuts += 1;
      }
    };
    for (const line of lines) {
      // Just before it is synced, most of it is at risk.
      if (/^f(data)?sync\(/.test(line)) cutNow();
      const did = files.take(line);
      if (did.did === 'said' && did.line.startsWith('ANSWERED ')) answered.push(did.line.slice(9));
      if (did.did === 'said' && did.line.startsWith('SAID ')) said.push(did.line.slice(5));
    }
    expect(new Set(said).size).toBe(2);
    expect(answered).toHaveLength(2);
    console.log(`${cuts} power cuts, nothing acknowledged was lost`);
  });
});
