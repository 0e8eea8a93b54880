// `yibao-pos ledger PERSON` on a real center's file (8-cli): the tables, the document, whom it finds, and what it refuses.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../support/program.ts';
import { Counter, openCity } from './counter.ts';
import { charged, refunded, type Settled, tablets, test900 } from './refunding.ts';
import { smallCity, someone, worker } from './small-city.ts';

let folder = '';
let settled: Settled;
let kept: Settled;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'center-ledger-'));
  const namesake = someone('P006', '006', { name: worker.name });
  const center = openCity({
    file: join(folder, 'center.db'),
    seed: smallCity({ people: [worker, namesake, someone('P007', '007')] }),
  });
  const counter = new Counter(center);
  charged(counter, worker, [test900], false);
  const charge = charged(counter, worker, [tablets(100)]);
  settled = charge.settled;
  kept = refunded(counter, settled, [charge.line(0, '60')]).sim_remainder!.setlinfo;
  center.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const ledger = (...args: readonly string[]) =>
  runProgram(['ledger', ...args, '--data', folder, '--date', '2011-08-15']);

test('--json: one document; a refunded settlement says so, and what was kept names its refund', async () => {
  const { code, stdout, stderr } = await ledger(worker.psnNo, '--json');
  expect([code, stderr]).toEqual([0, '']);
  const document = JSON.parse(stdout);
  expect(document.person).toEqual({
    psn_no: 'P001',
    psn_name: worker.name,
    certno: expect.stringMatching(/^1299\*{10}.{4}$/),
    balc: '32.00',
  });
  expect(document.ledgers).toEqual([
    { year: 2011, benefit: 'outpatient', inscp: '940.00', dedc: '800.00', fund: '77.00', cvlserv: '0.00' },
  ]);
  expect(document.settlements).toMatchObject([
    { medfee_sumamt: '900.00', state: 'confirmed', kept_in: null },
    { setl_id: settled.setl_id, state: 'refunded' },
    { setl_id: kept.setl_id, medfee_sumamt: '40.00', state: 'confirmed', kept_in: document.refunds[0].setl_id },
  ]);
  expect(document.refunds).toMatchObject([
    {
      undoes: settled.setl_id,
      remainder: kept.setl_id,
      medfee_sumamt: '-100.00',
      state: 'confirmed',
      approver: '周主任',
    },
  ]);
  const moved = document.movements.map(({ reason, amount, balance }: Record<string, string>) => [
    reason,
    amount,
    balance,
  ]);
  expect(moved).toEqual([
    ['opening', '50.00', '50.00'],
    ['settlement', '-45.00', '5.00'],
    ['refund', '45.00', '50.00'],
    ['settlement', '-18.00', '32.00'],
  ]);
});

test('as tables; found by the identity number, which is shown whole only where that is asked for', async () => {
  const masked = await ledger(worker.idNumber);
  expect(masked.stdout).not.toContain(worker.idNumber);
  for (const word of ['台账', '门急诊', '已退费', settled.setl_id!, '周主任', '建账'])
    expect(masked.stdout).toContain(word);
  const whole = await ledger(worker.idNumber.toLowerCase(), '--unmasked', '--lang', 'en');
  expect(whole.stdout).toContain(worker.idNumber);
  expect(whole.stdout).toMatch(/^Refunds\n {2}time +total +fund +account +cash +state +undoes +kept +approved by\n/m);
});

test('a name that several have, somebody unknown, a folder without a center: wrong usage, in words', async () => {
  const several = await ledger(worker.name);
  expect([several.code, several.stdout]).toEqual([2, '']);
  expect(several.stderr).toContain('P001, P006');
  expect((await ledger('张007', '--json')).code).toBe(0);
  const nobody = await ledger('王无名');
  expect([nobody.code, nobody.stdout]).toEqual([2, '']);
  const nowhere = join(folder, 'nowhere');
  const without = await runProgram(['ledger', worker.psnNo, '--data', nowhere, '--date', '2011-08-15']);
  expect(without.code).toBe(2);
  expect(without.stderr).toContain(nowhere);
});
