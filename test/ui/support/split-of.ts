// How the invented center of the screen's tests splits a bill: figures that look right, from no rule.

import { type Fen, fen, minFen, subtractFen, sumFen, zeroFen } from '../../../src/domain/money.ts';
import type { OrderLine, PricedLine, Split } from '../../../src/hospital/visit/charge.ts';

/** Level 3, nothing left of the deductible: 55 % of what is in scope, then the account, then cash. */
export function splitOf(
  lines: readonly OrderLine[],
  account: Fen = fen(1530),
): Split & { readonly lines: readonly PricedLine[] } {
  const priced = lines.map((line): PricedLine => {
    const c = line.item.class === 'C';
    const prior = line.item.class === 'B' ? fen(Math.round(line.amount * 0.05)) : zeroFen;
    const fullSelfPay = c ? line.amount : zeroFen;
    return {
      ...line,
      serial: `B1-${line.item.code}`,
      fullSelfPay,
      overCeiling: zeroFen,
      priorSelfPay: prior,
      inScope: c ? zeroFen : subtractFen(line.amount, prior),
    };
  });
  const sum = (of: (line: PricedLine) => Fen) => sumFen(priced.map(of));
  const total = sum((line) => line.amount);
  const inScope = sum((line) => line.inScope);
  const fund = fen(Math.round(inScope * 0.55));
  const rest = subtractFen(total, fund);
  const fromAccount = minFen(account, rest);
  return {
    total,
    fullSelfPay: sum((line) => line.fullSelfPay),
    overCeiling: zeroFen,
    priorSelfPay: sum((line) => line.priorSelfPay),
    inScope,
    deductibleTaken: zeroFen,
    residentsFund: zeroFen,
    employeesFund: fund,
    supplement: zeroFen,
    fundTotal: fund,
    account: fromAccount,
    cash: subtractFen(rest, fromAccount),
    balanceAfter: fen(128450 - fromAccount),
    explanation: ['范围内 43.94 元，起付线已满，三级医院报销比例 55%'],
    lines: priced,
  };
}
