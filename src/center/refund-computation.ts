// What a refund comes to: the lines that are kept, priced as they were, and the policy's word on whether it may be. Pure.

import type { CalendarDate } from '../domain/date.ts';
import { zeroFen } from '../domain/money.ts';
import type { Result } from '../domain/result.ts';
import type { ItemKind, YearLedger } from '../policy/bill.ts';
import { decimal4, ONE } from '../policy/exact.ts';
import type { Pack } from '../policy/pack.ts';
import { type RefundRefusal, settleRefund } from '../policy/refund.ts';
import type { Settlement } from '../policy/settlement.ts';
import { billLine, type Charge, caseOf, priceLine } from './benefits.ts';
import type { FeeLine } from './store/visits.ts';

/** What is given back: places in the lines of the settlement, and what is kept of those given back in part. */
export interface Returned {
  readonly lines: readonly number[];
  readonly kept: ReadonlyMap<number, string>;
}

/** charged − returned, as text without trailing zeros. Decimals of at most four places, returned ≤ charged. */
export function keptQuantity(charged: string, returned: string): string {
  const units = decimal4(charged) - decimal4(returned);
  const decimals = String(units % ONE)
    .padStart(4, '0')
    .replace(/0+$/, '');
  const whole = Math.floor(units / ONE);
  return decimals === '' ? String(whole) : `${whole}.${decimals}`;
}

/** The lines that are kept, with the price, class, ceiling and ratio that they were settled with. */
export function keptLines(pack: Pack, lines: readonly FeeLine[], returned: Returned): readonly FeeLine[] {
  return lines.flatMap((line, place) => {
    if (!returned.lines.includes(place)) return [line];
    const quantity = returned.kept.get(place);
    if (quantity === undefined) return [];
    const { name: _name, ...amounts } = priceLine(pack, { ...line, code: line.item }, line.price, quantity);
    return [{ ...line, quantity, ...amounts }];
  });
}

export interface RefundAsked {
  /** The settlement as it was charged, in its place. */
  readonly charge: Charge;
  readonly returned: Returned;
  readonly kindOf: (item: string) => ItemKind | undefined;
  readonly today: CalendarDate;
  /** The ledger as it is now, with what was settled since. */
  readonly yearNow: YearLedger;
}

/** Asks the pack: the difference that the refund makes, with its trace, or the documented reason against it. */
export function askPolicy(pack: Pack, asked: RefundAsked): Result<Settlement, RefundRefusal> {
  const { charge, returned, kindOf, today, yearNow } = asked;
  const lines = charge.lines.map((line) => {
    const kind = kindOf(line.item);
    return kind === undefined ? billLine(line) : { ...billLine(line), kind };
  });
  const account = charge.useAccount ? charge.balance : zeroFen;
  const bill = { ...caseOf(charge.visit), ledger: charge.ledger, account, lines };
  return settleRefund(pack, bill, { date: today, ...returned }, { trace: true, year: yearNow });
}
