// 个人账户: pays named parts of the patient's burden as far as its balance reaches. The rest is cash.

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
