// What the screens said, remembered outside of every program: whoever was told that something is done may rely on it for
// ever. Compared with the files, not with what the programs believe.

import type { Refund } from '../../src/hospital/refund/refund.ts';
import type { ChargePurpose, Settled } from '../../src/hospital/visit/charge.ts';
import type { ReconciliationOutcome, Ticket, VisitState } from '../../src/hospital/visit/state.ts';

/** A charge that a screen showed as settled, or as paid. */
export interface SaidCharge {
  readonly hospital: string;
  readonly ticket: string;
  readonly idNumber: string;
  readonly purpose: ChargePurpose;
  readonly settled: Settled;
  /** Fen counted into the till; undefined: not said yet. */
  readonly tendered: number | undefined;
}

/** What a screen said became of a settlement in doubt. */
export interface SaidOutcome {
  readonly hospital: string;
  readonly msgid: string;
  readonly verdict: Exclude<ReconciliationOutcome['verdict'], 'open' | 'registration-open'>;
}

export interface SaidOrders {
  readonly hospital: string;
  readonly ticket: string;
  readonly lines: number;
}

/** Money that a screen said was given back. */
export interface SaidRefund {
  readonly hospital: string;
  readonly ticket: string;
  readonly idNumber: string;
  readonly refund: Refund;
}

export interface ScreenMemory {
  /** Looks at a screen. Answers what contradicts an earlier screen. */
  look(hospital: string, visit: VisitState): readonly string[];
  /** Looks at the doctor's queue, likewise. */
  lookAtQueue(hospital: string, queue: readonly Ticket[]): readonly string[];
  charges(): Iterable<SaidCharge>;
  chargesOf(idNumber: string): readonly SaidCharge[];
  refunds(): Iterable<SaidRefund>;
  refundsOf(idNumber: string): readonly SaidRefund[];
  outcomes(): Iterable<SaidOutcome>;
  orders(): Iterable<SaidOrders>;
  readonly count: () => number;
}

function saidBy(visit: VisitState): readonly Omit<SaidCharge, 'hospital'>[] {
  const said = (ticket: Ticket, purpose: ChargePurpose, settled: Settled, tendered?: number) => [
    { ticket: ticket.number, idNumber: ticket.patient.holder.idNumber, purpose, settled, tendered },
  ];
  switch (visit.at) {
    case 'cash-due':
      return said(visit.ticket, visit.purpose, visit.settled);
    case 'registered':
      return said(visit.ticket, 'registration', visit.ticket.registrationFee, visit.tendered.tendered);
    case 'paid': {
      const { stage } = visit.ticket;
      return stage.at === 'paid' ? said(visit.ticket, 'fees', stage.settled, visit.tendered.tendered) : [];
    }
    default:
      return [];
  }
}

const totalOf = (settled: Settled) => (settled.by === 'network' ? settled.split.total : settled.total);

export function createScreenMemory(): ScreenMemory {
  const charges = new Map<string, SaidCharge>();
  const byPerson = new Map<string, Set<string>>();
  const refunds = new Map<string, SaidRefund>();
  const outcomes = new Map<string, SaidOutcome>();
  const orders = new Map<string, SaidOrders>();
  const takenBack = new Set<string>();

  function remember(hospital: string, said: Omit<SaidCharge, 'hospital'>): readonly string[] {
    const key = `${hospital} ${said.ticket} ${said.purpose}`;
    const before = charges.get(key);
    const tendered = said.tendered ?? before?.tendered;
    charges.set(key, { hospital, ...said, tendered });
    const own = byPerson.get(said.idNumber) ?? new Set();
    byPerson.set(said.idNumber, own.add(key));
    const isAnother =
      before !== undefined &&
      (before.settled.receiptNumber !== said.settled.receiptNumber ||
        totalOf(before.settled) !== totalOf(said.settled));
    return isAnother ? [`a screen shows another receipt for ${key} than before`] : [];
  }

  return {
    look(hospital, visit) {
      if (visit.at === 'orders-sent') {
        const { number } = visit.ticket;
        orders.set(`${hospital} ${number}`, { hospital, ticket: number, lines: visit.orders.lines.length });
      }
      if (visit.at === 'refunding' && visit.refund.at === 'refunded') {
        const { ticket, refund } = visit.refund;
        const { idNumber } = ticket.patient.holder;
        if (ticket.stage.at === 'cancelled') takenBack.add(`${hospital} ${ticket.number}`);
        refunds.set(`${hospital} ${refund.receiptNumber}`, { hospital, ticket: ticket.number, idNumber, refund });
      }
      if (visit.at === 'reconciled') {
        for (const { msgid, verdict } of visit.outcomes) {
          if (verdict !== 'open' && verdict !== 'registration-open') outcomes.set(msgid, { hospital, msgid, verdict });
        }
      }
      return saidBy(visit).flatMap((said) => remember(hospital, said));
    },
    lookAtQueue: (hospital, queue) =>
      queue
        .filter(({ number }) => takenBack.has(`${hospital} ${number}`))
        .map(({ number }) => `${hospital}: ${number} waits for the doctor, and a screen said it was taken back`),
    charges: () => charges.values(),
    chargesOf: (idNumber) =>
      [...(byPerson.get(idNumber) ?? [])].flatMap((key) => {
        const said = charges.get(key);
        return said ? [said] : [];
      }),
    refunds: () => refunds.values(),
    refundsOf: (idNumber) => [...refunds.values()].filter((said) => said.idNumber === idNumber),
    outcomes: () => outcomes.values(),
    orders: () => orders.values(),
    count: () => charges.size + refunds.size + outcomes.size + orders.size,
  };
}
