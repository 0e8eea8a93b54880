// A split with the trace that the real policy, center and hospital make of a bill: nothing of it is written by hand.

import { traceOf } from '../../../src/center/transactions/settlement-trace.ts';
import { dateOf } from '../../../src/domain/date.ts';
import { fen, zeroFen } from '../../../src/domain/money.ts';
import { settlementTrace } from '../../../src/hospital/trace-answer.ts';
import type { Split } from '../../../src/hospital/visit/charge.ts';
import { loadPack } from '../../../src/policy/load-pack.ts';
import { settle } from '../../../src/policy/settle.ts';
import { readLine } from '../../../src/policy/written-line.ts';

/** Retired, 65, level 2, nothing yet this year. */
const person = {
  date: dateOf('2011-08-15'),
  person: {
    scheme: 'employee',
    status: 'retired',
    birth: dateOf('1946-03-01'),
    veteranWorker: false,
    modelWorker: false,
    civilServant: 'none',
  },
  hospitalLevel: 2,
  visit: 'outpatient',
  ledger: { inScope: zeroFen, deductible: zeroFen, fund: zeroFen, supplement: zeroFen },
  account: fen(15_000),
} as const;

/** The split with the trace of a stay of 12 000 under a pack that pays by bands (county-2006, level 2, in service). */
export function bandedSplit(split: Split): Split {
  const pack = loadPack('county-2006');
  if (!pack.ok) throw new Error(JSON.stringify(pack.error));
  const stay = { ...person, date: dateOf('2006-08-15'), visit: 'inpatient' } as const;
  const lines = [readLine({ name: '住院费用', class: 'A', price: '12000', quantity: '1' })];
  const inService = { ...stay.person, status: 'in-service' } as const;
  const settled = settle(pack.value, { ...stay, person: inService, lines }, { trace: true });
  return { ...split, fundTotal: settled.fundTotal, trace: settlementTrace.parse(traceOf(pack.value, settled)) };
}

/** The split of these lines, each ordered twenty times over, with its trace. */
export function tracedSplit(split: Split): Split {
  const pack = loadPack('tianjin-2011');
  if (!pack.ok) throw new Error(JSON.stringify(pack.error));
  const lines = split.lines.map(({ item, quantity }) =>
    readLine({
      name: item.code,
      class: item.class,
      price: item.price,
      quantity: String(Number(quantity) * 20),
      selfPayRatio: item.selfPayRatio,
    }),
  );
  const settled = settle(pack.value, { ...person, lines }, { trace: true });
  return {
    ...split,
    total: settled.total,
    fullSelfPay: settled.fullSelfPay,
    overCeiling: settled.overCeiling,
    priorSelfPay: settled.priorSelfPay,
    inScope: settled.inScope,
    deductibleTaken: settled.deductibleTaken,
    employeesFund: settled.funds.hifob_pay,
    fundTotal: settled.fundTotal,
    account: settled.account,
    cash: settled.cash,
    trace: settlementTrace.parse(traceOf(pack.value, settled)),
  };
}
