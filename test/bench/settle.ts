// Settlements a second, with trace, of bills of ten lines, against json-rules-engine deciding the same person's
// deductible, limit and rate. Both sides get the same bills in one run, and must first agree on every amount.
// What json-rules-engine is given is what it is made for: conditions over facts. Lines and arithmetic are plain code there.

import { Engine, type RuleProperties } from 'json-rules-engine';
import { ageOn, dateOf } from '../../src/domain/date.ts';
import { type Fen, fen, zeroFen } from '../../src/domain/money.ts';
import type { Bill, BillLine } from '../../src/policy/bill.ts';
import { loadPack } from '../../src/policy/load-pack.ts';
import { settle } from '../../src/policy/settle.ts';
import { median } from './median.ts';

const BILLS = 200;
const ROUNDS = 5;
const SECONDS_A_ROUND = 0.4;

const line = (index: number): BillLine => ({
  name: `药品 ${index}`,
  class: (['A', 'B', 'C'] as const)[index % 3] ?? 'A',
  price: `${10 + index}.${25 + index}`,
  quantity: `${1 + (index % 4)}`,
  ceiling: '15.00',
  selfPayRatio: '0.1',
});

/** Employees of every class and level, along the whole year's ledger. */
function bills(): Bill[] {
  const births = ['1975-03-01', '1956-03-01', '1946-03-01', '1936-03-01'].map(dateOf);
  return Array.from({ length: BILLS }, (_, index): Bill => {
    const birth = births[index % births.length] ?? dateOf('1975-03-01');
    return {
      date: dateOf('2011-08-10'),
      person: {
        scheme: 'employee',
        status: index % 4 === 0 ? 'in-service' : 'retired',
        birth,
        veteranWorker: index % 16 === 15,
        modelWorker: index % 8 === 2,
        civilServant: 'none',
      },
      hospitalLevel: ([1, 2, 3] as const)[index % 3] ?? 1,
      visit: 'outpatient',
      ledger: { inScope: fen(index * 3_500), deductible: zeroFen, fund: zeroFen, supplement: zeroFen },
      account: fen(5_000),
      lines: Array.from({ length: 10 }, (_unused, place) => line(index + place)),
    };
  });
}

const is = (fact: string, value: unknown) => ({ fact, operator: 'equal', value });
const gives = (name: string, value: number) => ({ type: name, params: { value } });

/** The employees' table as rules: one for each deductible, limit and rate, of which exactly one of each kind fires. */
const rules: RuleProperties[] = [
  { conditions: { all: [is('veteran', true)] }, event: gives('deductible', 60_000) },
  {
    conditions: {
      all: [is('veteran', false), is('retired', true), { fact: 'age', operator: 'greaterThanInclusive', value: 70 }],
    },
    event: gives('deductible', 65_000),
  },
  {
    conditions: {
      all: [
        is('veteran', false),
        is('retired', true),
        { fact: 'age', operator: 'greaterThanInclusive', value: 60 },
        { fact: 'age', operator: 'lessThan', value: 70 },
      ],
    },
    event: gives('deductible', 70_000),
  },
  {
    conditions: {
      all: [is('veteran', false), { any: [is('retired', false), { fact: 'age', operator: 'lessThan', value: 60 }] }],
    },
    event: gives('deductible', 80_000),
  },
  { conditions: { all: [is('veteran', true)] }, event: gives('limit', 1_000_000) },
  { conditions: { all: [is('veteran', false)] }, event: gives('limit', 550_000) },
  {
    conditions: { any: [is('veteran', true), { all: [is('retired', true), is('model', true)] }] },
    event: gives('rate', 95),
  },
  ...[75, 65, 55].map((rate, index) => ({
    conditions: {
      all: [is('veteran', false), is('level', index + 1), { any: [is('retired', false), is('model', false)] }],
    },
    event: gives('rate', rate),
  })),
];

/** The amounts that both sides must agree on. */
interface Amounts {
  readonly inScope: number;
  readonly taken: number;
  readonly fund: number;
}

const cents = (text: string) => Math.round(Number(text) * 100);

/** In-scope expense in plain integer code; the bench's prices have two decimals, its quantities none. */
function inScopeOf(lines: readonly BillLine[]): number {
  let sum = 0;
  for (const { class: itemClass, price, quantity, ceiling = price, selfPayRatio = '0' } of lines) {
    if (itemClass !== 'C') {
      const within = Math.min(cents(price), cents(ceiling)) * Number(quantity);
      const tenThousandths = Math.round(Number(selfPayRatio) * 10_000);
      sum += within - (itemClass === 'B' ? Math.floor((within * tenThousandths + 5_000) / 10_000) : 0);
    }
  }
  return sum;
}

async function theirs(engine: Engine, bill: Bill): Promise<Amounts> {
  const { person, date, hospitalLevel } = bill;
  const { events } = await engine.run({
    veteran: person.veteranWorker,
    model: person.modelWorker,
    retired: person.status === 'retired',
    age: ageOn(person.birth, date),
    level: hospitalLevel,
  });
  const value = (type: string): number => {
    const found = events.filter((event) => event.type === type);
    if (found.length !== 1) throw new Error(`${found.length} rules for ${type}`);
    return found[0]?.params?.value as number;
  };
  const [deductible, limit, rate] = [value('deductible'), value('limit'), value('rate')];
  const before = bill.ledger.inScope;
  const inScope = inScopeOf(bill.lines);
  const after = before + inScope;
  const paidOn = Math.max(0, Math.min(after, limit) - Math.max(before, deductible));
  return {
    inScope,
    taken: Math.min(after, deductible) - Math.min(before, deductible),
    fund: Math.floor((paidOn * rate + 50) / 100),
  };
}

async function perSecond(settleAll: () => Promise<void> | void): Promise<number> {
  const start = performance.now();
  let settled = 0;
  while (performance.now() - start < SECONDS_A_ROUND * 1000) {
    await settleAll();
    settled += BILLS;
  }
  return settled / ((performance.now() - start) / 1000);
}

/** Ours with trace over theirs without one. */
export async function benchSettle(): Promise<{ name: string; ratio: number; detail: string }[]> {
  const pack = loadPack('tianjin-2011');
  if (!pack.ok) throw new Error(JSON.stringify(pack.error));
  const engine = new Engine(rules);
  const all = bills();
  for (const bill of all) {
    const settled = settle(pack.value, bill);
    const ours: Amounts = {
      inScope: settled.inScope,
      taken: settled.deductibleTaken,
      fund: settled.funds.hifob_pay as Fen,
    };
    const other = await theirs(engine, bill);
    if (JSON.stringify(ours) !== JSON.stringify(other)) {
      throw new Error(`the two sides differ: ${JSON.stringify(ours)}, ${JSON.stringify(other)}`);
    }
  }
  const ours: number[] = [];
  const others: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(
      await perSecond(() => {
        for (const bill of all) settle(pack.value, bill, { trace: true });
      }),
    );
    others.push(
      await perSecond(async () => {
        for (const bill of all) await theirs(engine, bill);
      }),
    );
  }
  const [mine, other] = [median(ours), median(others)];
  return [
    {
      name: 'settlements a second, ten lines, with trace, against json-rules-engine',
      ratio: mine / other,
      detail: `${Math.round(mine)} with trace ÷ ${Math.round(other)} of json-rules-engine on the same bills, same amounts (medians of ${ROUNDS})`,
    },
  ];
}
