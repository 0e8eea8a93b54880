// The city's clock: it never goes back, and each new month is paid by those who pay on time.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCenter } from '../../src/center/center.ts';
import { Counter, clockAt, fee, openCity, pack } from './counter.ts';
import { cityHospital, july, smallCity, someone, worker } from './small-city.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'center-clock-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const late = someone('P010', '010', { employerId: 'E2' });
const lateAlone = someone('P011', '011', { employerId: undefined, paidMonths: [july], paysOnTime: false });
const alone = someone('P012', '012', { employerId: undefined, paidMonths: [july, '2011-08' as never] });
const seed = smallCity({ people: [worker, late, lateAlone, alone] });

function reopened(name: string, date: string) {
  return openCenter({ file: join(folder, name), seed, pack, clock: clockAt(`${date} 09:00:00`) });
}

function openOn(name: string, date: string) {
  const opened = reopened(name, date);
  if (!opened.ok) throw new Error(opened.error.cause.en);
  return { center: opened.value, counter: new Counter(opened.value, cityHospital, () => `${date} 09:00:00`) };
}

describe('opening on a later day', () => {
  test('the months in between are paid by those who pay on time, and only by them', () => {
    openOn('months.db', '2011-08-15').center.close();
    const { center, counter } = openOn('months.db', '2011-11-03');
    const months = (psnNo: string) => center.inspection.person(psnNo)?.state.paidMonths;
    expect(months('P001')).toEqual(['2011-07', '2011-08', '2011-09', '2011-10', '2011-11']);
    expect(months('P012')).toEqual(['2011-07', '2011-08', '2011-09', '2011-10', '2011-11']);
    expect(months('P010')).toEqual(['2011-06']);
    expect(months('P011')).toEqual(['2011-07']);
    expect(counter.register(worker).infcode).toBe(0);
    expect(counter.register(late).err_msg).toBe('2011年11月未缴费，请用现金结算');
    expect(center.foundedOn).toBe('2011-08-15');
    center.close();
  });

  test('within the same month nothing is paid', () => {
    openOn('same.db', '2011-08-15').center.close();
    const { center } = openOn('same.db', '2011-08-31');
    expect(center.inspection.person('P010')?.state.paidMonths).toEqual(['2011-06']);
    expect(center.inspection.person('P001')?.state.paidMonths).toEqual(['2011-07', '2011-08']);
    center.close();
  });

  test('over the turn of the year a new ledger begins', () => {
    const first = openOn('year.db', '2011-12-30');
    const { msgid } = first.counter.charge(worker, [{ item: 'A', price: '900', quantity: '1', amount: '900.00' }]);
    first.counter.must(first.counter.confirm(worker, msgid));
    first.center.close();
    const { center, counter } = openOn('year.db', '2012-01-02');
    expect(center.inspection.person('P001')?.state.paidMonths.at(-1)).toBe('2012-01');
    expect(counter.charge(worker, [fee]).settled).toMatchObject({ act_pay_dedc: '5.00' });
    expect(center.inspection.ledger('P001', 2011, 'outpatient').deductible).toBe(80_000);
    expect(center.inspection.ledger('P001', 2012, 'outpatient').deductible).toBe(500);
    center.close();
  });
});

describe('opening on an earlier day', () => {
  test('is refused as a value that names the latest day and the remedy', () => {
    openOn('earlier.db', '2011-08-15').center.close();
    openOn('earlier.db', '2011-09-20').center.close();
    const opened = reopened('earlier.db', '2011-09-19');
    if (opened.ok) throw new Error('opened');
    expect(opened.error.kind).toBe('earlier-date');
    expect(opened.error.cause.zh).toContain('2011-09-20');
    expect(opened.error.remedy.zh).toContain('--data');
    expect(opened.error.remedy.en).toContain('--data');
    openOn('earlier.db', '2011-09-20').center.close();
  });

  test('a seed from the future is refused before anything is written', () => {
    const future = reopened('future.db', '2011-08-01');
    expect(future.ok ? undefined : future.error.kind).toBe('earlier-date');
    expect(reopened('future.db', '2011-08-15').ok).toBe(true);
  });
});

describe('while it runs', () => {
  test('the month turns at midnight, and a sign-in ends with its day', () => {
    const clock = clockAt('2011-08-31 23:59:59');
    const center = openCity({ seed, clock });
    const counter = new Counter(center, cityHospital, () => clock.now());
    expect(counter.register(worker).infcode).toBe(0);
    clock.set('2011-09-01 00:00:00');
    expect(counter.register(worker).err_msg).toMatch(/^sign_no: /);
    counter.signIn();
    expect(counter.register(worker).infcode).toBe(0);
    expect(counter.register(late).err_msg).toBe('2011年9月未缴费，请用现金结算');
    expect(center.inspection.date()).toBe('2011-09-01');
  });

  test('a clock that is set back is refused until it has caught up; nothing is changed', () => {
    const clock = clockAt('2011-09-01 09:00:00');
    const center = openCity({ seed, clock });
    const counter = new Counter(center, cityHospital, () => clock.now());
    clock.set('2011-08-31 09:00:00');
    expect(counter.register(worker)).toMatchObject({ infcode: -1, sim_prompt: null });
    clock.set('2011-09-01 09:01:00');
    expect(counter.register(worker).infcode).toBe(0);
  });
});
