// What must hold of any refund (2-benefits, section 7): ledger, account and cash come out as if what was given back had never
// been charged, and a refund that is reversed was never given. On the real store, over two hospitals and four people.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import type { PersonSeed } from '../../src/center/city-seed.ts';
import { Counter, type Item, openCity } from './counter.ts';
import { charged, confirmRefund, moneyOf, refund, refunded, type Settled } from './refunding.ts';
import { diabetic, resident, retiree, tcmHospital, townHospital, worker } from './small-city.ts';

/** So many runs of each instead of the few that every change is tried on. */
const many = process.env.YIBAO_PROPERTY_RUNS;
const runs = (few: number) => (many === undefined ? few : Number(many));

const people = [worker, retiree, resident, diabetic];

/** A line of drugs, of class A or of class B above its ceiling. Amounts as the wire has them. */
const drug = fc
  .tuple(fc.constantFrom('B', 'D'), fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 1, max: 30 }))
  .map(
    ([item, price, quantity]): Item => ({
      item,
      price: (price / 100).toFixed(2),
      quantity: String(quantity),
      amount: ((price * quantity) / 100).toFixed(2),
    }),
  );
/** Review lets no drug stand twice in one bill. */
const bill = fc.uniqueArray(drug, { minLength: 1, maxLength: 2, selector: ({ item }) => item });
/** What the year came to before: nothing, near the deductible, beyond it, at the limit. */
const yearBefore = fc
  .constantFrom(0, 500, 790, 1200, 5400)
  .map((yuan): readonly Item[] =>
    yuan === 0 ? [] : [{ item: 'A', price: String(yuan), quantity: '1', amount: yuan.toFixed(2) }],
  );
/** How many of each line are given back; at least one of one line. */
const returns = fc.array(fc.nat({ max: 30 }), { minLength: 4, maxLength: 4 });

const person = fc.constantFrom(...people);

/** A city in which someone's year has come so far. Level 1, where everyone has a benefit. */
function cityOf(who: PersonSeed, before: readonly Item[]) {
  const center = openCity();
  const counter = new Counter(center, townHospital);
  if (before.length > 0) charged(counter, who, before, false);
  return { center, counter };
}

const split = ({ setl_id: _id, sim_data_string: _data, mdtrt_id: _visit, setl_time: _time, ...amounts }: Settled) =>
  amounts;

function linesBack(batch: string, items: readonly Item[], back: readonly number[]) {
  return items.flatMap(({ quantity }, index) => {
    const cnt = Math.min(Number(quantity), back[index] ?? 0);
    return cnt === 0 ? [] : [{ feedetl_sn: `${batch}-${index}`, cnt: String(cnt) }];
  });
}

function keptOf(items: readonly Item[], back: readonly number[]): readonly Item[] {
  return items.flatMap((item, index) => {
    const quantity = Number(item.quantity) - Math.min(Number(item.quantity), back[index] ?? 0);
    if (quantity === 0) return [];
    return [{ ...item, quantity: String(quantity), amount: (Number(item.price) * quantity).toFixed(2) }];
  });
}

describe('a refund', () => {
  test('of everything restores ledger, account and balance', () => {
    fc.assert(
      fc.property(person, yearBefore, bill, (who, before, items) => {
        const { center, counter } = cityOf(who, before);
        const was = moneyOf(center, who);
        const { settled } = charged(counter, who, items);
        const answer = refund(counter, settled, null);
        if (answer.infcode === 0) {
          counter.must(confirmRefund(counter, who.psnNo, counter.lastMsgid));
          expect(moneyOf(center, who)).toEqual(was);
        } else {
          expect(answer.err_msg).toMatch(/低于起付标准/);
        }
        expect(center.inspection.contradictions()).toEqual([]);
        center.close();
      }),
      { numRuns: runs(8) },
    );
  });

  test('of a part is as if that part had never been charged; reversed, as if it had never been given', () => {
    let given = 0;
    fc.assert(
      fc.property(person, yearBefore, bill, returns, (who, before, items, back) => {
        const { center, counter } = cityOf(who, before);
        const { settled, batch } = charged(counter, who, items);
        const lines = linesBack(batch, items, back);
        fc.pre(lines.length > 0);
        const was = moneyOf(center, who);
        const answer = refund(counter, settled, lines);
        if (answer.infcode === 0) {
          given += 1;
          counter.must(counter.reverse(who, counter.lastMsgid, '2208'));
          expect(moneyOf(center, who)).toEqual(was);
          const real = refunded(counter, settled, lines);
          expect(real.sim_back).toEqual(answer.output?.sim_back);
          expect(Object.values(real.sim_back).every((amount) => Number(amount) >= 0)).toBe(true);
          const never = cityOf(who, before);
          const kept = keptOf(items, back);
          const other = kept.length > 0 ? charged(never.counter, who, kept) : undefined;
          expect(moneyOf(center, who)).toEqual(moneyOf(never.center, who));
          expect(real.sim_remainder && split(real.sim_remainder.setlinfo)).toEqual(other ? split(other.settled) : null);
          never.center.close();
        } else {
          expect(answer.err_msg).toMatch(/低于起付标准|反而多付/);
          expect(moneyOf(center, who)).toEqual(was);
        }
        expect(center.inspection.contradictions()).toEqual([]);
        center.close();
      }),
      { numRuns: runs(12) },
    );
    expect(given).toBeGreaterThan(0);
  });
});

/** A settlement or a refund that some counter knows of, and whether it is still in doubt. */
interface Known {
  readonly who: PersonSeed;
  readonly counter: Counter;
  readonly msgid: string;
  readonly infno: '2207A' | '2208';
  readonly settled: Settled | undefined;
  readonly batch: string;
}

const steps = fc.array(
  fc.record({
    step: fc.constantFrom('settle', 'settle', 'refund', 'refund', 'confirm', 'confirm', 'confirm', 'reverse'),
    who: fc.nat(3),
    where: fc.nat(1),
    which: fc.nat(),
    items: bill,
    back: returns,
    whole: fc.boolean(),
  }),
  { maxLength: 30 },
);
type Step = typeof steps extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

function take(
  known: Known[],
  counters: readonly Counter[],
  { step, who, where, which, items, back, whole }: Step,
): void {
  const person = people[who]!;
  const one = known[which % Math.max(1, known.length)];
  const counter = counters[where]!;
  switch (step) {
    case 'settle': {
      const registered = counter.register(person);
      if (!registered.output) return;
      const { settled, msgid, batch } = counter.chargeVisit(person, registered.output.data.mdtrt_id, items);
      known.push({ who: person, counter, msgid, infno: '2207A', settled, batch });
      return;
    }
    case 'refund': {
      if (!one?.settled) return;
      const answer = refund(one.counter, one.settled, whole ? null : linesBack(one.batch, items, back));
      const rest = answer.output?.sim_remainder?.setlinfo;
      if (answer.output) {
        known.push({ ...one, msgid: one.counter.lastMsgid, infno: '2208', settled: rest });
      }
      return;
    }
    case 'confirm':
      if (one?.infno === '2207A') one.counter.confirm(one.who, one.msgid);
      else if (one) confirmRefund(one.counter, one.who.psnNo, one.msgid);
      return;
    case 'reverse':
      if (one) one.counter.reverse(one.who, one.msgid, one.infno);
  }
}

/** Σ of what stands at the center, as the day's end would count it: settlements and, negated, refunds. */
function countedFor(center: EmbeddedCenter, { psnNo }: PersonSeed) {
  const { settlements, refunds } = center.inspection;
  const all = settlements(psnNo);
  const undone = refunds(psnNo)
    .filter(({ state }) => state !== 'reversed')
    .map(({ settlementId }) => all.find(({ id }) => id === settlementId)!);
  const sum = (pick: (row: (typeof all)[number]) => number) =>
    all.filter(({ state }) => state !== 'reversed').reduce((total, row) => total + pick(row), 0) -
    undone.reduce((total, row) => total + pick(row), 0);
  return { inScope: sum(({ inScope }) => inScope), account: sum(({ account }) => account) };
}

test('any sequence of settling, refunding, reversing and confirming keeps ledgers and accounts the sum of what stands', () => {
  fc.assert(
    fc.property(steps, (taken) => {
      const center = openCity();
      const counters = [tcmHospital, townHospital].map((hospital) => new Counter(center, hospital));
      const known: Known[] = [];
      for (const who of people) {
        if (who.scheme === 'employee')
          charged(counters[1]!, who, [{ item: 'A', price: '900', quantity: '1', amount: '900.00' }], false);
      }
      for (const step of taken) {
        take(known, counters, step);
        expect(center.inspection.contradictions()).toEqual([]);
      }
      for (const who of people) {
        const { ledgers, account } = moneyOf(center, who);
        const counted = countedFor(center, who);
        expect(ledgers.reduce((total, { inScope }) => total + inScope, 0)).toBe(counted.inScope);
        expect(account).toBe(who.account - counted.account);
      }
      center.close();
    }),
    { numRuns: runs(8) },
  );
});
