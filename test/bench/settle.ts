// Settlements a second, with and without trace, of bills of ten and thirty lines, against json-rules-engine and the Zen engine
// deciding the same person's deductible, limit and rate. All get the same bill objects as the program has them in memory, and
// must first agree on every amount of every line and payer. What the others are given is what they are made for: conditions over
// facts. Lines and arithmetic are plain code there, as quick as can be; here they too are rules of the pack.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ZenEngine } from '@gorules/zen-engine';
import { Engine, type RuleProperties } from 'json-rules-engine';
import { ageOn, dateOf } from '../../src/domain/date.ts';
import { fen, zeroFen } from '../../src/domain/money.ts';
import type { Bill, BillLine } from '../../src/policy/bill.ts';
import { loadPack, packNames } from '../../src/policy/load-pack.ts';
import type { Pack } from '../../src/policy/pack.ts';
import { settle } from '../../src/policy/settle.ts';
import { readLine } from '../../src/policy/written-line.ts';
import { median } from './median.ts';
import { zenGraph } from './zen-rules.ts';

const BILLS = 200;
/** Short rounds, one contestant after the other, so that whatever else the machine does hits all of them alike. */
const ROUNDS = 25;
const MILLISECONDS_A_ROUND = 80;

const line = (index: number): BillLine =>
  readLine({
    name: `药品 ${index}`,
    class: (['A', 'B', 'C'] as const)[index % 3] ?? 'A',
    price: `${10 + index}.${25 + (index % 75)}`,
    quantity: `${1 + (index % 4)}`,
    ceiling: '15.00',
    selfPayRatio: '0.1',
  });

/** Employees of every class and level, along the whole year's ledger. */
function bills(lines: number): Bill[] {
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
      lines: Array.from({ length: lines }, (_unused, place) => line(index + place)),
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

/** What of a line is whose, in fen. */
type Line = Readonly<Record<'amount' | 'fullSelfPay' | 'overCeiling' | 'priorSelfPay' | 'inScope', number>>;

/** The amounts that all sides compute and must agree on. */
interface Amounts {
  readonly lines: readonly Line[];
  readonly taken: number;
  readonly fund: number;
  readonly account: number;
  readonly cash: number;
}

const rounded = (numerator: number, denominator: number) =>
  Math.floor((2 * numerator + denominator) / (2 * denominator));

/** A line in plain integer code; amounts are well below what needs big integers. */
function plainLine({ class: itemClass, price, quantity, ceiling = price, selfPayRatio }: BillLine): Line {
  const amount = rounded(price * quantity, 1_000_000);
  if (itemClass === 'C') return { amount, fullSelfPay: amount, overCeiling: 0, priorSelfPay: 0, inScope: 0 };
  const overCeiling = rounded(Math.max(0, price - ceiling) * quantity, 1_000_000);
  const priorSelfPay = itemClass === 'B' ? rounded((amount - overCeiling) * (selfPayRatio ?? 0), 10_000) : 0;
  return { amount, fullSelfPay: 0, overCeiling, priorSelfPay, inScope: amount - overCeiling - priorSelfPay };
}

/** What another engine decides for a person: the three standards, rates in per cent, amounts in fen. */
interface Standards {
  readonly deductible: number;
  readonly limit: number;
  readonly rate: number;
}

type Decide = (facts: Readonly<Record<string, unknown>>) => Promise<Standards>;

function withJsonRules(): Decide {
  const engine = new Engine(rules);
  return async (facts) => {
    const { events } = await engine.run({ ...facts });
    const value = (type: string): number => {
      const found = events.filter((event) => event.type === type);
      if (found.length !== 1) throw new Error(`${found.length} rules for ${type}`);
      return found[0]?.params?.value as number;
    };
    return { deductible: value('deductible'), limit: value('limit'), rate: value('rate') };
  };
}

function withZen(): Decide {
  const decision = new ZenEngine().createDecision(zenGraph);
  return async (facts) => (await decision.evaluate(facts)).result as Standards;
}

/** A whole settlement on the other side: facts, their decision, and the arithmetic in plain code. */
async function theirs(decide: Decide, bill: Bill): Promise<Amounts> {
  const { person, date, hospitalLevel } = bill;
  const { deductible, limit, rate } = await decide({
    veteran: person.veteranWorker,
    model: person.modelWorker,
    retired: person.status === 'retired',
    age: ageOn(person.birth, date),
    level: hospitalLevel,
  });
  const before = bill.ledger.inScope;
  const lines = bill.lines.map(plainLine);
  let [total, inScope, prior] = [0, 0, 0];
  for (const line of lines) {
    total += line.amount;
    inScope += line.inScope;
    prior += line.priorSelfPay;
  }
  const after = before + inScope;
  const paidOn = Math.max(0, Math.min(after, limit) - Math.max(before, deductible));
  const fund = Math.floor((paidOn * rate + 50) / 100);
  const account = Math.min(bill.account, inScope - fund + prior);
  const taken = Math.min(after, deductible) - Math.min(before, deductible);
  return { lines, taken, fund, account, cash: total - fund - account };
}

/** A second of one core, whatever else the machine is doing; threads of the other engines' own count as well. */
async function perSecond(settleAll: () => Promise<void> | void): Promise<number> {
  const start = performance.now();
  const before = process.cpuUsage();
  let settled = 0;
  while (performance.now() - start < MILLISECONDS_A_ROUND) {
    await settleAll();
    settled += BILLS;
  }
  const { user, system } = process.cpuUsage(before);
  return settled / ((user + system) / 1_000_000);
}

/** Refuses to measure what does not give the same amounts. */
async function mustAgree(pack: Pack, all: readonly Bill[], engines: Readonly<Record<string, Decide>>): Promise<void> {
  for (const bill of all) {
    const settled = settle(pack, bill);
    const { deductibleTaken: taken, funds, account, cash } = settled;
    const lines = settled.lines.map(({ name: _name, ...line }): Line => line);
    const ours: Amounts = { lines, taken, fund: funds.hifob_pay, account, cash };
    for (const [name, decide] of Object.entries(engines)) {
      const other = await theirs(decide, bill);
      if (JSON.stringify(ours) !== JSON.stringify(other)) {
        throw new Error(`${name} differs: ${JSON.stringify(ours)}, ${JSON.stringify(other)}`);
      }
    }
  }
}

interface Figure {
  readonly name: string;
  readonly ratio: number;
  readonly detail: string;
}

/** With and without trace over each of the others, at one number of lines. */
async function benchLines(pack: Pack, lines: number, engines: Readonly<Record<string, Decide>>): Promise<Figure[]> {
  const all = bills(lines);
  await mustAgree(pack, all, engines);
  const ours = (trace: boolean) => () => {
    for (const bill of all) settle(pack, bill, { trace });
  };
  const contestants: Record<string, () => Promise<void> | void> = {
    'without trace': ours(false),
    'with trace': ours(true),
  };
  for (const [name, decide] of Object.entries(engines)) {
    // All at once: the asynchronous engines are quickest where they need not wait for each answer.
    contestants[name] = async () => {
      await Promise.all(all.map((bill) => theirs(decide, bill)));
    };
  }
  const rounds = new Map<string, number[]>(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, run] of Object.entries(contestants)) rounds.get(name)?.push(await perSecond(run));
  }
  const rates = (name: string) => rounds.get(name) ?? [];
  const rate = (name: string) => median(rates(name));
  return ['without trace', 'with trace'].flatMap((mine) =>
    Object.keys(engines).map((other) => ({
      name: `settlements a second of one core, ${lines} lines, ${mine}, against ${other}`,
      ratio: median(rates(mine).map((one, round) => one / (rates(other)[round] ?? Number.NaN))),
      detail: `${Math.round(rate(mine))} ${mine} ÷ ${Math.round(rate(other))} of ${other} on the same bills, same amounts (medians of ${ROUNDS}; the ratio is the median of theirs)`,
    })),
  );
}

/** How often a process that has loaded nothing yet could load, check and compile all packs in 50 ms. */
function benchLoading(): Figure {
  const WITHIN = 50;
  const script = fileURLToPath(new URL('load-packs.ts', import.meta.url));
  const times = Array.from({ length: 9 }, () => Number(execFileSync(process.execPath, [script], { encoding: 'utf8' })));
  const time = median(times);
  return {
    name: `all ${packNames().length} packs loaded, checked and compiled for the first time, in ${WITHIN} ms`,
    ratio: WITHIN / time,
    detail: `${WITHIN} ms ÷ ${time.toFixed(1)} ms of processor time (median of ${times.length} processes, the quickest ${Math.min(...times).toFixed(1)} ms)`,
  };
}

export async function benchSettle(): Promise<Figure[]> {
  const pack = loadPack('tianjin-2011');
  if (!pack.ok) throw new Error(JSON.stringify(pack.error));
  const engines = { 'json-rules-engine': withJsonRules(), 'zen-engine': withZen() };
  const figures = [];
  for (const lines of [10, 30]) figures.push(...(await benchLines(pack.value, lines, engines)));
  return [...figures, benchLoading()];
}
