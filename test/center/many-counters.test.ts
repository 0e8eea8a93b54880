// Several counters on one file: handles in one process, and processes of their own. One ledger, one deductible, no fen lost.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Counter, openCity } from './counter.ts';
import { cityHospital, smallCity, tcmHospital, worker } from './small-city.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'center-many-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const six = { item: 'A', price: '600', quantity: '1', amount: '600.00' };

describe('two handles', () => {
  test('see one ledger: the deductible is taken once, across hospitals (2-benefits, section 2)', () => {
    const file = join(folder, 'two.db');
    const here = openCity({ file });
    const there = openCity({ file });
    const first = new Counter(here, cityHospital);
    const second = new Counter(there, tcmHospital);
    const { settled, msgid } = first.charge(worker, [six]);
    expect(settled).toMatchObject({ act_pay_dedc: '600.00', hifob_pay: '0.00' });
    expect(second.register(worker).sim_prompt?.id).toBe('open-reconciliation');
    first.must(first.confirm(worker, msgid));
    // 200 of the deductible are left; level 2 pays 65 % of the other 400.
    expect(second.charge(worker, [six]).settled).toMatchObject({ act_pay_dedc: '200.00', hifob_pay: '260.00' });
    expect(here.inspection.ledger('P001', 2011, 'outpatient')).toEqual(
      there.inspection.ledger('P001', 2011, 'outpatient'),
    );
    here.close();
    there.close();
  });

  test('answer a repeated message alike', () => {
    const file = join(folder, 'repeat.db');
    const here = openCity({ file });
    const there = openCity({ file });
    const counter = new Counter(here);
    const { request } = counter.charge(worker, [six]);
    expect(there.handle(request)).toBe(here.handle(request));
    here.close();
    there.close();
  });
});

/** A counter in a process of its own; resolves with what it wrote when it has ended. */
function counterProcess(
  file: string,
  name: string,
  rounds: number,
): Promise<{ code: number | null; out: string; err: string }> {
  const script = fileURLToPath(new URL('./counter-process.ts', import.meta.url));
  const child = spawn(process.execPath, [script, file, name, String(rounds)]);
  let out = '';
  let err = '';
  child.stdout.on('data', (bytes) => {
    out += String(bytes);
  });
  child.stderr.on('data', (bytes) => {
    err += String(bytes);
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

describe('processes', () => {
  test('opening a new file at the same time found one city, and share its ledger to the fen', async () => {
    const file = join(folder, 'processes.db');
    const rounds = 6;
    const ended = await Promise.all([0, 1, 2, 3].map((index) => counterProcess(file, String(index), rounds)));
    for (const { code, err } of ended) expect({ code, err }).toEqual({ code: 0, err: '' });
    const paid = ended.map(({ out }) => JSON.parse(out) as { inScope: number; account: number; settled: number });
    const sum = (pick: (one: (typeof paid)[number]) => number) => paid.reduce((total, one) => total + pick(one), 0);
    expect(sum(({ settled }) => settled)).toBe(4 * rounds);

    const center = openCity({ file, seed: smallCity() });
    const found = center.inspection.person(worker.psnNo);
    expect(found?.ledgers).toMatchObject([{ inScope: sum(({ inScope }) => inScope), deductible: 80_000 }]);
    expect(found?.person.account).toBe(worker.account - sum(({ account }) => account));
    expect(center.inspection.contradictions()).toEqual([]);
    center.close();
  });
});
