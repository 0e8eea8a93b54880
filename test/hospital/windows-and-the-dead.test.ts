// What is in flight belongs to a live window or to nobody: a dead one is known as dead even where its process id lives on.

import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLine } from '../../src/hospital/center-line.ts';
import { systemSchedule } from '../../src/hospital/schedule.ts';
import { runDying } from '../support/dying-program.ts';
import { runProgram } from '../support/program.ts';
import { identify } from './steps.ts';
import { centerFile, choiceAt, openTownCenter, openWindow, people, pocketCard } from './town.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hospital-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const wang = pocketCard('wang-xiulan');

/** A window in a process of its own, killed before its so-manieth write; its writes where it lived to the end. */
async function otherProcess(at: string, write: number): Promise<readonly string[]> {
  mkdirSync(at, { recursive: true });
  const program = join(import.meta.dirname, 'dying-window.ts');
  const { writes } = await runDying(program, [at, 'before', String(write), JSON.stringify(wang)]);
  return writes;
}

describe('a window that was killed while its settlement was on its way', () => {
  beforeEach(async () => {
    const writes = await otherProcess(join(folder, 'rehearsal'), Number.MAX_SAFE_INTEGER);
    await otherProcess(folder, writes.indexOf('charges.settled') + 1);
    // Its process id has been given to another program: to this one's parent.
    const db = new Database(join(folder, `hospital-${people}.db`));
    db.prepare('UPDATE sessions SET pid = ?').run(process.ppid);
    db.close();
  });

  it('is dead, though its process id lives; one charge is shown in flight, and reconciliation lists that one', async () => {
    const center = openTownCenter(centerFile(folder));
    const next = openWindow({ center, folder, station: 'consult' });
    const shown = next.desk.snapshot().inFlight;
    const { visit, inFlight } = await next.desk.settled();
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatchObject({ infno: '2207A', patient: '王秀兰' });
    expect(visit).toMatchObject({ at: 'reconciled', outcomes: [{ msgid: shown[0]?.msgid, verdict: 'reversed' }] });
    expect(inFlight).toEqual([]);
    await next.close();
    center.close();
    expect(readdirSync(folder).filter((name) => name.includes('session'))).toEqual([]);
  });
});

describe('a window that waits for the answer to its settlement', () => {
  it('keeps it: another window shows whose it is, and `reconcile` says so and does not end with 0', async () => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let arrived = () => {};
    const settlementArrived = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const center = openTownCenter(centerFile(folder));
    const slow = {
      async handle(request: string) {
        if (request.includes('"infno":"2207A"')) {
          arrived();
          await held;
        }
        return center.handle(request);
      },
    };
    // Two programs are run while it waits.
    const line = createLine({ handle: (request) => slow.handle(request), schedule: systemSchedule, deadline: 60_000 });
    const busy = openWindow({ center: slow, folder, window: 3, line });
    await identify(busy, wang);
    await busy.act({ kind: 'choice-made', choice: choiceAt(busy.desk) });
    busy.desk.dispatch({ kind: 'confirmed' });
    await settlementArrived;

    const other = openWindow({ center, folder, window: 1, station: 'consult' });
    expect((await other.desk.settled()).inFlight).toMatchObject([{ infno: '2207A', heldBy: 3 }]);
    await other.close();

    const at = ['--data', folder, '--date', '2011-08-15', '--hospital', '0001'];
    const told = await runProgram(['reconcile', ...at, '--lang', 'zh']);
    expect(told).toMatchObject({ code: 3, stdout: expect.stringContaining('1 笔属于 3 号窗口') });
    const document = await runProgram(['reconcile', ...at, '--json']);
    expect(JSON.parse(document.stdout)).toMatchObject({
      inFlight: [{ verdict: 'left-to-window', window: 3 }],
    });

    answer();
    await busy.desk.settled();
    await busy.close();
    center.close();
    expect((await runProgram(['reconcile', ...at])).code).toBe(0);
  });
});
