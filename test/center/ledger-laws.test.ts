// Random lives of a city, step by step against a model of a few lines: every fen is where the answers said it would be,
// whatever was charged, confirmed, reversed and repeated (3-protocol, What must always hold).

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import type { PersonSeed } from '../../src/center/city-seed.ts';
import { dateOf } from '../../src/domain/date.ts';
import type { SettlementAnswer } from '../../src/domain/protocol/transactions.ts';
import { Counter, clockAt, type Item, openCity } from './counter.ts';
import { diabetic, resident, retiree, smallCity, tcmHospital, townHospital, worker } from './small-city.ts';

/** Special illness beyond the turn of the year, which these lives pass. */
const ill: PersonSeed = {
  ...diabetic,
  specialIllnesses: diabetic.specialIllnesses.map((each) => ({ ...each, until: dateOf('2012-12-31') })),
};
const people = [worker, retiree, resident, ill];
const start = '2011-12-29';

interface Charged {
  readonly person: PersonSeed;
  readonly counter: Counter;
  readonly msgid: string;
  readonly request: string;
  readonly answer: string;
  readonly settled: SettlementAnswer['setlinfo'];
  state: 'unconfirmed' | 'confirmed' | 'reversed';
}

/** What a hospital's clerk with a notebook would know. */
interface Notebook {
  readonly visits: {
    readonly person: PersonSeed;
    readonly counter: Counter;
    readonly mdtrtId: string;
    readonly medType: string;
  }[];
  readonly charges: Charged[];
}

interface City {
  readonly center: EmbeddedCenter;
  readonly counters: readonly Counter[];
  readonly clock: ReturnType<typeof clockAt>;
}

const toFen = (yuan: string) => Math.round(Number(yuan) * 100);

/** The notebook's sums must be the center's. */
function expectAgreement(model: Notebook, city: City) {
  expect(city.center.inspection.contradictions()).toEqual([]);
  for (const person of people) {
    const standing = model.charges.filter((charge) => charge.person === person && charge.state !== 'reversed');
    const sum = (pick: (settled: SettlementAnswer['setlinfo']) => string) =>
      standing.reduce((total, { settled }) => total + toFen(pick(settled)), 0);
    const found = city.center.inspection.person(person.psnNo)!;
    expect(found.person.account).toBe(person.account - sum(({ acct_pay }) => acct_pay));
    const ledgers = found.ledgers;
    expect(ledgers.reduce((total, { inScope }) => total + inScope, 0)).toBe(sum(({ inscp_scp_amt }) => inscp_scp_amt));
    expect(ledgers.reduce((total, { deductible }) => total + deductible, 0)).toBe(
      sum(({ act_pay_dedc }) => act_pay_dedc),
    );
    expect(ledgers.reduce((total, { fund, supplement }) => total + fund + supplement, 0)).toBe(
      sum(({ fund_pay_sumamt }) => fund_pay_sumamt),
    );
    const open = standing.filter(({ state }) => state === 'unconfirmed');
    expect(found.state.unconfirmed?.dataString).toBe(open[0]?.settled.sim_data_string ?? undefined);
    // The deductible is never taken twice, in any year on any ledger (2-benefits, section 2).
    for (const { deductible, benefit } of ledgers) {
      expect(deductible).toBeLessThanOrEqual(benefit === 'special-illness' ? 130_000 : 80_000);
    }
  }
}

function inDoubt(model: Notebook, person: PersonSeed): boolean {
  return model.charges.some((charge) => charge.person === person && charge.state === 'unconfirmed');
}

type Step = fc.Command<Notebook, City>;

function step(name: string, run: (model: Notebook, city: City) => void): Step {
  return {
    check: () => true,
    run(model, city) {
      run(model, city);
      expectAgreement(model, city);
    },
    toString: () => name,
  };
}

function pick<Value>(list: readonly Value[], index: number): Value | undefined {
  return list[index % Math.max(1, list.length)];
}

const register = fc.tuple(fc.nat(3), fc.nat(1)).map(([who, where]) =>
  step(`register ${who} at ${where}`, (model, { counters }) => {
    const person = people[who]!;
    const counter = counters[where]!;
    const special = person === ill && counter.hospital === tcmHospital;
    const medType = special ? '14' : '11';
    const answer = counter.register(person, medType, special ? '4' : null);
    const granted = person.scheme === 'employee' || counter.hospital.level === 1;
    expect(answer.infcode).toBe(granted && !inDoubt(model, person) ? 0 : -1);
    if (answer.output) model.visits.push({ person, counter, mdtrtId: answer.output.data.mdtrt_id, medType });
  }),
);

const amounts = fc.integer({ min: 1, max: 300_000 });

const charge = fc
  .tuple(fc.nat(), amounts, fc.constantFrom('A', 'B', 'C'), fc.boolean())
  .map(([which, amount, item, account]) =>
    step(`charge ${amount} of ${item} on visit ${which}`, (model) => {
      const visit = pick(model.visits, which);
      if (!visit) return;
      const { person, counter, mdtrtId, medType } = visit;
      const yuan = (amount / 100).toFixed(2);
      const items: Item[] = [{ item, price: yuan, quantity: '1', amount: yuan }];
      if (inDoubt(model, person)) {
        const data = counter.trialData(person, mdtrtId, 'any', medType, yuan, account);
        expect(counter.trial(data).sim_prompt?.id).toBe('open-reconciliation');
        return;
      }
      const { settled, msgid, request } = counter.chargeVisit(person, mdtrtId, items, medType, account);
      const parts = [settled.fund_pay_sumamt, settled.acct_pay, settled.psn_cash_pay].map(toFen);
      expect(parts.reduce((a, b) => a + b)).toBe(amount);
      const answer = counter.center.handle(request);
      model.charges.push({ person, counter, msgid, request, answer, settled, state: 'unconfirmed' });
    }),
  );

const confirm = fc.nat().map((which) =>
  step(`confirm ${which}`, ({ charges }) => {
    const charged = pick(charges, which);
    if (!charged) return;
    const answer = charged.counter.confirm(charged.person, charged.msgid);
    expect(answer.infcode).toBe(charged.state === 'reversed' ? -1 : 0);
    if (charged.state === 'unconfirmed') charged.state = 'confirmed';
  }),
);

const reverse = fc.nat().map((which) =>
  step(`reverse ${which}`, ({ charges }) => {
    const charged = pick(charges, which);
    if (!charged) return;
    const answer = charged.counter.reverse(charged.person, charged.msgid);
    expect(answer.infcode).toBe(charged.state === 'unconfirmed' ? 0 : -1);
    if (charged.state === 'unconfirmed') charged.state = 'reversed';
  }),
);

const repeat = fc.nat().map((which) =>
  step(`repeat ${which}`, ({ charges }, { center }) => {
    const charged = pick(charges, which);
    if (!charged) return;
    const sign_no = charged.counter.signNo;
    expect(center.handle(JSON.stringify({ ...JSON.parse(charged.request), sign_no }))).toBe(charged.answer);
    expect(charged.counter.outcome(charged.person, charged.msgid).output?.sim_fate).toBe(charged.state);
  }),
);

const nextDay = fc.constant(
  step('next day', (_model, { clock, counters }) => {
    const day = new Date(`${clock.now().slice(0, 10)}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + 1);
    clock.set(`${day.toISOString().slice(0, 10)} 09:00:00`);
    for (const counter of counters) counter.signIn();
  }),
);

describe('any life of a city', () => {
  test('keeps every ledger and every account the sum of the settlements that stand', () => {
    const commands = fc.commands([register, charge, charge, confirm, confirm, reverse, repeat, nextDay], {
      maxCommands: 40,
    });
    fc.assert(
      fc.property(commands, (life) => {
        const clock = clockAt(`${start} 09:00:00`);
        const center = openCity({ seed: smallCity({ people }), clock });
        const counters = [tcmHospital, townHospital].map(
          (hospital) => new Counter(center, hospital, () => clock.now()),
        );
        fc.modelRun(() => ({ model: { visits: [], charges: [] }, real: { center, counters, clock } }), life);
        center.close();
      }),
      { numRuns: 60 },
    );
  });
});
