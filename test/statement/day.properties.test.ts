// What must hold of any two days (3-protocol, What must always hold): visits and refunds at two hospitals, lines cut and
// windows killed at any message; then both reconcile, every 3201 is flat, and to the fen both sides have the same money.

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dateOfTimestamp } from '../../src/domain/date.ts';
import { createLine, type Line, type LineFault } from '../../src/hospital/center-line.ts';
import { systemSchedule } from '../../src/hospital/schedule.ts';
import { isSettled } from '../../src/hospital/statement/day-statement.ts';
import { openFile } from '../../src/hospital/store/open-file.ts';
import { fileLocks } from '../../src/hospital/store/session-lock.ts';
import { approval, tryRefund } from '../hospital/refunding.ts';
import type { PocketCard } from '../hospital/scripted-reader.ts';
import { consult, pay, register } from '../hospital/steps.ts';
import {
  businessDay,
  centerFile,
  chineseMedicine,
  openTownCenter,
  openWindow,
  people,
  type Window,
} from '../hospital/town.ts';
import { stateDay } from './stated.ts';
import { patients, type Town, townIn } from './week.ts';

/** So many runs instead of the few that every change is tried on. */
const runs = Number(process.env.YIBAO_PROPERTY_RUNS ?? 5);
const hospitals = [people, chineseMedicine];
const days = [0, 1, 2].map((after) => addDays(businessDay, after));

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'days-'));
  openTownCenter(centerFile(root)).close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Blow = LineFault | 'killed-before-arrival' | 'killed-after-arrival';

interface Deed {
  readonly at: number;
  readonly who: number;
  readonly does: 'visit' | 'refund';
  readonly quantity: '1' | '2';
  /** What befalls which message of it, from 0. */
  readonly blow: { readonly by: Blow; readonly message: number } | undefined;
}

const blow = fc.record({
  by: fc.constantFrom<Blow>(
    'cut-before-arrival',
    'cut-after-arrival',
    'garbled',
    'late',
    'killed-before-arrival',
    'killed-after-arrival',
  ),
  message: fc.nat({ max: 22 }),
});
const deed: fc.Arbitrary<Deed> = fc.record({
  at: fc.nat({ max: 1 }),
  who: fc.nat({ max: 2 }),
  does: fc.constantFrom('visit', 'refund', 'refund'),
  quantity: fc.constantFrom('1', '2'),
  blow: fc.option(blow, { nil: undefined }),
});
/** The second part of a run begins on the next day; the first may last past midnight. */
const twoDays = fc.record({
  begins: fc.constantFrom('09:00:00', '23:58:30', '23:59:30'),
  first: fc.array(deed, { minLength: 1, maxLength: 3 }),
  second: fc.array(deed, { maxLength: 3 }),
});

/** A run that is always among them: two hospitals, a refund that comes off, and one whose window is killed. */
const deedOf = (does: Deed['does'], at: number, who: number, struck?: Deed['blow']): Deed => {
  return { does, at, who, quantity: '1', blow: struck };
};
const sure = {
  begins: '09:00:00' as const,
  first: [deedOf('visit', 0, 0), deedOf('visit', 1, 1), deedOf('refund', 0, 0)],
  second: [deedOf('refund', 1, 1, { by: 'killed-after-arrival', message: 2 }), deedOf('refund', 0, 0)],
};

/** A line on which one message meets its blow; `dead` comes true where the window is killed at it. */
function struckLine(town: Town, struck: Deed['blow']): { readonly line: Line; readonly dead: Promise<'dead'> } {
  const inner = createLine({ handle: town.center.handle, schedule: systemSchedule, deadline: 5000 });
  const death = Promise.withResolvers<'dead'>();
  let sent = 0;
  const transport: Line['transport'] = {
    async exchange(request) {
      const isStruck = struck?.message === sent;
      sent += 1;
      if (!isStruck) return inner.transport.exchange(request);
      if (struck.by === 'killed-before-arrival' || struck.by === 'killed-after-arrival') {
        if (struck.by === 'killed-after-arrival') await inner.transport.exchange(request);
        death.resolve('dead');
        return new Promise(() => {});
      }
      inner.hand.befall({ fault: struck.by, times: 1 });
      return inner.transport.exchange(request);
    },
  };
  return { line: { hand: inner.hand, transport }, dead: death.promise };
}

/** A store whose file and lock are gone in one blow, as with the program that had them. */
function mortal() {
  const ends: (() => void)[] = [];
  return {
    machine: {
      open(path: string) {
        const file = openFile(path);
        if (file.ok) ends.push(() => file.value.close());
        return file;
      },
      locks: {
        hold(path: string) {
          const letGo = fileLocks.hold(path);
          ends.push(letGo);
          return letGo;
        },
        isHeld: fileLocks.isHeld,
      },
    },
    die() {
      for (const end of ends) end();
    },
  };
}

async function visit(window: Window, card: PocketCard): Promise<void> {
  await register(window, card);
  await window.remove();
  await window.act({ kind: 'confirmed' });
  window.desk.openStation('consult');
  if ((await window.desk.settled()).queue.consult.length === 0) return;
  await consult(window);
  await window.act({ kind: 'confirmed' });
  await pay(window, card);
}

async function giveBack(window: Window, which: number, quantity: string): Promise<void> {
  window.desk.openStation('refund');
  const { queue } = await window.desk.settled();
  const ticket = queue.refund[which % Math.max(1, queue.refund.length)];
  if (!ticket) return;
  await tryRefund(window, ticket.number, quantity);
  await window.act({ kind: 'refund-approved', approval });
}

async function carryOut(town: Town, { at, who, does, quantity, blow: struck }: Deed): Promise<void> {
  const { line, dead } = struckLine(town, struck);
  const store = mortal();
  const window = openWindow({ ...town, hospital: hospitals[at] ?? people, line, machine: store.machine });
  const card = patients[who];
  if (!card) throw new Error('nobody');
  const work = does === 'visit' ? visit(window, card) : giveBack(window, who, quantity);
  if ((await Promise.race([work, dead])) === 'dead') return store.die();
  await window.close();
  await line.hand.letGo();
}

function money(file: string, sql: string) {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare(sql).get();
  } finally {
    db.close();
  }
}

/** Each from its own tables alone: what was charged through the network and stands. */
const atHospital = `
SELECT total(total) AS total, total(fund) AS fund, total(account) AS account, total(cash) AS cash FROM (
  SELECT total, fund, account, cash FROM receipts WHERE way = 'network'
  UNION ALL SELECT -total, -fund, -account, -cash FROM refunds WHERE way = 'network')`;
const atCenter = (hospital: string) => `
SELECT total(total) AS total, total(fund_total) AS fund, total(account) AS account, total(cash) AS cash
FROM settlement s WHERE msgid IS NOT NULL AND state = 'confirmed' AND hospital_code = '${hospital}'
  AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.settlement_id = s.id AND r.state = 'confirmed')`;

test('any two days at two hospitals, cut and killed anywhere: after reconciliation every 3201 is flat and the money is the same', async () => {
  let [settled, given] = [0, 0];
  await fc.assert(
    fc.asyncProperty(twoDays, async ({ begins, first, second }) => {
      const folder = mkdtempSync(join(root, 'run-'));
      copyFileSync(centerFile(root), centerFile(folder));
      const town = townIn(folder);
      town.clock.set(`${businessDay} ${begins}`);
      for (const each of first) await carryOut(town, each);
      town.clock.set(`${days[1]} 10:00:00`);
      for (const each of second) await carryOut(town, each);
      for (const hospital of hospitals) {
        const window = openWindow({ ...town, hospital });
        await window.desk.settled();
        // The second day's deeds may pass midnight, or not: a day that has not come cannot be stated.
        for (const day of days.filter((each) => each <= dateOfTimestamp(town.clock.now()))) {
          const statement = await stateDay(window, day);
          expect(statement.lines.map(({ verdict }) => verdict)).toEqual(['flat', 'flat', 'flat', 'flat']);
          expect(isSettled(statement)).toBe(true);
          const counts = statement.lines.map(({ own }) => own.count);
          settled += (counts[0] ?? 0) + (counts[2] ?? 0);
          given += (counts[1] ?? 0) + (counts[3] ?? 0);
        }
        const { inFlight, statementDays } = await window.desk.settled();
        expect(inFlight).toEqual([]);
        expect(statementDays.filter(({ at }) => at === 'open')).toEqual([]);
        await window.close();
        expect(money(window.store.path, atHospital)).toMatchObject(
          money(centerFile(folder), atCenter(hospital)) as object,
        );
      }
      expect(town.center.inspection.contradictions()).toEqual([]);
      town.center.close();
      rmSync(folder, { recursive: true, force: true });
    }),
    { numRuns: runs, examples: [[sure]] },
  );
  expect(settled).toBeGreaterThanOrEqual(5);
  expect(given).toBeGreaterThanOrEqual(2);
});
