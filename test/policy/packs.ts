// What the tests of the policy share: the pack under test, a bill to vary, and packs written for one test.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dateOf } from '../../src/domain/date.ts';
import { type Fen, fen, zeroFen } from '../../src/domain/money.ts';
import type { Bill, BillLine } from '../../src/policy/bill.ts';
import { loadPack } from '../../src/policy/load-pack.ts';
import type { Pack } from '../../src/policy/pack.ts';
import { readLine } from '../../src/policy/written-line.ts';
import { temporaryFolder } from '../support/program.ts';

export function packNamed(name: string): Pack {
  const pack = loadPack(name);
  if (!pack.ok) throw new Error(JSON.stringify(pack.error, null, 2));
  return pack.value;
}

/** One class-A line of this amount. */
export function lineOf(amount: number): BillLine {
  return readLine({ name: '诊疗费', class: 'A', price: (amount / 100).toFixed(2), quantity: '1' });
}

/** An employee in service, 36, level 2, nothing yet this year, an empty account, 1 000 yuan in scope. */
export const plainBill: Bill = {
  date: dateOf('2011-08-10'),
  person: {
    scheme: 'employee',
    status: 'in-service',
    birth: dateOf('1975-03-01'),
    veteranWorker: false,
    modelWorker: false,
    civilServant: 'none',
  },
  hospitalLevel: 2,
  visit: 'outpatient',
  ledger: { inScope: zeroFen, deductible: zeroFen, fund: zeroFen, supplement: zeroFen },
  account: zeroFen,
  lines: [lineOf(100_000)],
};

export function ledgerAt(inScope: number, fund = 0): Bill['ledger'] {
  return { inScope: fen(inScope), deductible: zeroFen, fund: fen(fund), supplement: zeroFen };
}

export function yuan(amount: Fen): string {
  return (amount / 100).toFixed(2);
}

/** A folder with these files in it; the answer is the folder of the pack `name`. */
export function writtenPack(files: Readonly<Record<string, string>>, name = 'trial'): string {
  const folder = join(temporaryFolder(), name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}
