// 5206: how far the year of a person has come on the ledger that a visit would use, beside what the policy allows there.

import { type Fen, formatYuan } from '../../domain/money.ts';
import { insutypeOf } from '../../domain/protocol/codes.ts';
import type { YearTotals } from '../../domain/protocol/transactions.ts';
import { benefitLedger, standardsFor } from '../benefits.ts';
import { yearTotalsSchema } from '../schemas.ts';
import { done, refused, transaction } from './transaction.ts';

export const yearTotals = transaction('5206', yearTotalsSchema, (call, { data }) => {
  const person = call.store.people.person(data.psn_no);
  if (!person) return refused('input.data.psn_no', '中心没有此人', 'nobody of this number');
  const { hospital, pack, today, store } = call;
  const visit = { date: today, person, level: hospital.level, medType: data.sim_med_type, illness: null };
  const standards = standardsFor(pack, visit);
  const year = data.cum_ym.slice(0, 4);
  const ledger = store.settlements.ledger(person.psnNo, Number(year), benefitLedger(pack, visit));
  const total = (cum_type_code: string, amount: Fen, standard?: Fen) => ({
    insutype: insutypeOf[person.scheme],
    year,
    cum_type_code,
    cum: formatYuan(amount),
    sim_standard: standard === undefined ? null : formatYuan(standard),
  });
  const answer: YearTotals = {
    cuminfo: [
      total('inscp', ledger.inScope, standards.limit),
      total('dedc', ledger.deductible, standards.deductible),
      total('fund', ledger.fund),
      total('cvlserv', ledger.supplement),
    ],
  };
  return done(answer);
});
