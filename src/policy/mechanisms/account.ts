// 个人账户: pays named parts of the patient's burden as far as its balance reaches. The rest is another account's, or cash.

import { type Fen, fen, minFen } from '../../domain/money.ts';

/** The parts of a patient's burden. In scope: deductible, ratio share, and what lies above the limit. */
export const burdenParts = ['in-scope', 'prior-self-pay', 'over-ceiling', 'full-self-pay'] as const;
export type BurdenPart = (typeof burdenParts)[number];
export type Burden = Readonly<Record<BurdenPart, Fen>>;

/** What the account pays of a burden: never more than its balance, never a part that it does not pay. */
export function payFromAccount(burden: Burden, pays: readonly BurdenPart[], balance: Fen): Fen {
  let due = 0;
  for (const part of pays) due += burden[part];
  return minFen(fen(due), balance);
}

/** What is left of a burden after an account paid: the parts that it pays are settled in the order in which they are named. */
export function burdenAfter(burden: Burden, pays: readonly BurdenPart[], paid: Fen): Burden {
  const left: Record<BurdenPart, Fen> = { ...burden };
  let rest = paid;
  for (const part of pays) {
    const taken = minFen(left[part], rest);
    left[part] = fen(left[part] - taken);
    rest = fen(rest - taken);
  }
  return left;
}
