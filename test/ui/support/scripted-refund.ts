// How the invented center of the screen's tests gives money back: what is kept is split anew, the difference comes back.

import { dateOfTimestamp, type Timestamp } from '../../../src/domain/date.ts';
import { fen, negateFen } from '../../../src/domain/money.ts';
import type { Back, Refund } from '../../../src/hospital/refund/refund.ts';
import { backInCash, chargeToUndo, parted, sharesOf, withRefund } from '../../../src/hospital/refund/standing.ts';
import type { RefundOrder, RefundTrial } from '../../../src/hospital/refund/state.ts';
import type { Split } from '../../../src/hospital/visit/charge.ts';
import type { VisitEffect } from '../../../src/hospital/visit/effects.ts';
import type { VisitEvent } from '../../../src/hospital/visit/events.ts';
import type { Ticket } from '../../../src/hospital/visit/state.ts';
import { splitOf } from './split-of.ts';

const time = '2011-08-15 09:41:00' as Timestamp;

type RefundEffect = Extract<VisitEffect, { do: 'find-refundable' | 'try-refund' | 'refund' | 'refund-in-cash' }>;

function chargeOf({ ticket }: RefundOrder) {
  return chargeToUndo(ticket);
}

function negatedOf(split: Split): Split {
  const negated = Object.entries(split).map(([name, value]) => [
    name,
    typeof value === 'number' && name !== 'balanceAfter' ? negateFen(fen(value)) : value,
  ]);
  return Object.fromEntries(negated) as Split;
}

export function trialOf(order: RefundOrder): RefundTrial {
  const charge = chargeOf(order);
  const { kept } = parted(order);
  const remainder = kept.length > 0 ? splitOf(kept) : undefined;
  const before = sharesOf(charge);
  const back = (of: keyof Back) => fen(before[of] - (remainder ? sharesOfSplit(remainder)[of] : 0));
  return {
    back: { total: back('total'), fund: back('fund'), account: back('account'), cash: back('cash') },
    remainder,
    negated: charge?.by === 'network' ? negatedOf(charge.split) : undefined,
  };
}

function sharesOfSplit({ total, fundTotal, account, cash }: Split): Back {
  return { total, fund: fundTotal, account, cash };
}

export function refundOf(order: RefundOrder, approvedBy: Refund['approvedBy']): Refund {
  const charge = chargeOf(order);
  const { kept, returned, total } = parted(order);
  const receiptNumber = 'R0077';
  const of = { receiptNumber, time, approvedBy, returned };
  if (charge?.by === 'cash') {
    const left = fen(charge.total - total);
    const remainder = kept.length > 0 ? { ...charge, receiptNumber, lines: kept, total: left } : undefined;
    return { ...of, back: backInCash(total), negated: undefined, balanceAfter: undefined, remainder };
  }
  const { back, remainder: split } = trialOf(order);
  const numbers = { settlementId: '900002', dataString: '00012011081509410500018' };
  return {
    ...of,
    back,
    negated: numbers,
    balanceAfter: fen(128450),
    remainder: typeof split === 'object' ? { by: 'network', ...numbers, receiptNumber, time, split } : undefined,
  };
}

export function refundAnswer(
  effect: RefundEffect,
  tickets: ReadonlyMap<string, Ticket>,
  keep: (ticket: Ticket) => Ticket,
): VisitEvent {
  switch (effect.do) {
    case 'find-refundable': {
      const { wanted } = effect;
      const found = [...tickets.values()].filter((ticket) =>
        'ticket' in wanted
          ? ticket.number === wanted.ticket
          : chargeToUndo(ticket) !== undefined && ticket.patient.holder.idNumber === wanted.holder.idNumber,
      );
      return { kind: 'refundable-found', tickets: found, today: dateOfTimestamp(time), inDoubt: undefined };
    }
    case 'try-refund':
      return { kind: 'refund-tried', trial: trialOf(effect.order) };
    case 'refund':
    case 'refund-in-cash': {
      const refund = refundOf(effect.order, effect.approval.by);
      return { kind: 'refunded', ticket: keep(withRefund(effect.order.ticket, refund) ?? effect.order.ticket), refund };
    }
  }
}
