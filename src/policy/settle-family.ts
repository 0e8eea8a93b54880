// 共济账户: what a relative's account pays of a bill after the person's own. A share of that account, given by the pack, is
// open to the family; what was used of it before counts against it.

import { type Fen, fen, maxFen, zeroFen } from '../domain/money.ts';
import type { Bill } from './bill.ts';
import { type Ratio, shareOf } from './exact.ts';
import { type Burden, burdenAfter, payFromAccount } from './mechanisms/account.ts';
import type { Pack } from './pack.ts';
import type { DatedValue } from './parameter.ts';
import type { FamilyPayment } from './settlement.ts';

export interface FromFamily extends FamilyPayment {
  /** The share in force, for the trace. */
  readonly share: DatedValue;
}

/** Undefined where the pack has no family account, or the bill brings none. */
export function payFromFamily(
  pack: Pack,
  { bill, share, burden, account }: { bill: Bill; share: DatedValue | undefined; burden: Burden; account: Fen },
): FromFamily | undefined {
  if (!pack.family || !share || !bill.family) return undefined;
  const open = shareOf(bill.family.account, share.value as Ratio);
  const left = maxFen(zeroFen, fen(open - bill.family.used));
  const paid = payFromAccount(burdenAfter(burden, pack.account.pays, account), pack.family.pays, left);
  return { paid, left: fen(left - paid), used: fen(bill.family.used + paid), share };
}
