// What `yibao-pos reconcile` tells of what was in flight: of each message the last word; and which days it states (8-cli).

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { lastTold } from '../../src/cli/outcomes.ts';
import { fen } from '../../src/domain/money.ts';
import type { ReconciliationOutcome } from '../../src/hospital/visit/state.ts';
import { runProgram, temporaryFolder } from '../support/program.ts';
import { centerFile, openTownCenter, openWindow, people } from './town.ts';

const outcome = (msgid: string, verdict: ReconciliationOutcome['verdict']): ReconciliationOutcome => ({
  ...{ msgid, of: 'refund', ticket: '20110815-0001', patient: '王秀兰', amount: fen(400), verdict },
});

describe('of two reconciliations, one after the other', () => {
  it('the statement’s own word wins: what it ended is not told as still unknown', () => {
    const told = lastTold([outcome('1', 'open'), outcome('2', 'reversed')], [outcome('1', 'confirmed')]);
    expect(told).toEqual([outcome('1', 'confirmed'), outcome('2', 'reversed')]);
  });

  it('what only one of them met is told once, in the order in which it was met', () => {
    const told = lastTold([outcome('1', 'confirmed')], [outcome('2', 'open')]);
    expect(told).toEqual([outcome('1', 'confirmed'), outcome('2', 'open')]);
    expect(lastTold([outcome('1', 'open')], [])).toEqual([outcome('1', 'open')]);
  });
});

describe('a day that cannot be stated', () => {
  it('after the business date, or before the city was founded: exit 2 with what is expected, and nothing recorded', async () => {
    const folder = temporaryFolder();
    const center = openTownCenter(centerFile(folder));
    await openWindow({ center, folder }).close();
    center.close();
    const reconcile = (day: string, ...more: string[]) =>
      runProgram(['reconcile', '--data', folder, '--date', '2011-08-15', '--close', '--day', day, ...more]);
    const ahead = await reconcile('2011-08-16');
    expect(ahead).toMatchObject({ code: 2, stdout: '' });
    expect(ahead.stderr).toMatch(/--day 2011-08-16: 这一天还没有到\n {2}→ .*2011-08-15/);
    const before = await reconcile('2011-01-01', '--lang', 'en');
    expect(before).toMatchObject({ code: 2, stdout: '' });
    expect(before.stderr).toMatch(/no center yet\n {2}→ name a day from 2011-\d\d-\d\d to 2011-08-15/);
    const days = () => {
      const db = new Database(join(folder, `hospital-${people}.db`), { readonly: true });
      const found = db.prepare<[], string>('SELECT day FROM statements').pluck().all();
      db.close();
      return found;
    };
    expect(days()).toEqual([]);
    expect((await reconcile('2011-08-15')).code).toBe(0);
    expect(days()).toEqual(['2011-08-15']);
  });
});
