// Random bills for the pack of deck 000, amounts near every figure it turns at, and that pack in both readings of its limit.
// For bills of any pack: any-bill.ts.

import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { addDays, dateOf } from '../../src/domain/date.ts';
import { fen } from '../../src/domain/money.ts';
import type { CivilServant, PersonClass } from '../../src/domain/person.ts';
import type { Bill, BillLine } from '../../src/policy/bill.ts';
import { readLine, type WrittenLine } from '../../src/policy/written-line.ts';
import { ledgerAt, packNamed } from './packs.ts';

export const pack = packNamed('tianjin-2011');
export const onFund = packNamed('tianjin-2011+limit-on-fund');

const decimalText = (most: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: 4 }))
    .map(([units, places]) => new Decimal(units).div(10_000).toFixed(places, Decimal.ROUND_DOWN));

const written: fc.Arbitrary<WrittenLine> = fc.record(
  {
    name: fc.constantFrom('阿莫西林胶囊', 'CT', '诊疗费'),
    class: fc.constantFrom('A', 'B', 'C'),
    price: decimalText(20_000_000),
    quantity: decimalText(300_000),
    ceiling: decimalText(10_000_000),
    selfPayRatio: decimalText(10_000),
  },
  { requiredKeys: ['name', 'class', 'price', 'quantity'] },
);
const line: fc.Arbitrary<BillLine> = written.map(readLine);

const birth = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays(dateOf('2011-08-10'), -days));
const civilServant = fc.constantFrom<CivilServant[]>('none', 'in-service', 'retired', 'privileged');

export const employee: fc.Arbitrary<PersonClass> = fc
  .record({
    scheme: fc.constant('employee' as const),
    status: fc.constantFrom('in-service' as const, 'retired' as const),
    birth,
    veteranWorker: fc.boolean(),
    modelWorker: fc.boolean(),
    civilServant,
  })
  .map((person) => (person.veteranWorker ? { ...person, status: 'retired' as const } : person));

const resident: fc.Arbitrary<PersonClass> = fc.record({
  scheme: fc.constant('resident' as const),
  status: fc.constantFrom('adult' as const, 'minor' as const),
  birth,
  veteranWorker: fc.constant(false),
  modelWorker: fc.constant(false),
  civilServant: fc.constant('none' as const),
});

export const amount = fc.oneof(
  fc.integer({ min: 0, max: 1_200_000 }),
  fc.constantFrom(0, 60_000, 65_000, 70_000, 80_000, 300_000, 550_000, 1_000_000),
);

export const bill: fc.Arbitrary<Bill> = fc.record({
  date: fc.constant(dateOf('2011-08-10')),
  person: fc.oneof(employee, resident),
  hospitalLevel: fc.constantFrom(1 as const, 2 as const, 3 as const),
  visit: fc.constantFrom('outpatient' as const, 'emergency' as const, 'special-illness' as const),
  illness: fc.constant('4'),
  ledger: fc.tuple(amount, amount).map(([inScope, fund]) => ledgerAt(inScope, Math.min(inScope, fund))),
  account: amount.map(fen),
  lines: fc.array(line, { minLength: 1, maxLength: 8 }),
});
