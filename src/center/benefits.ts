// Where the center asks the policy engine: the bridge between rows of the store and bills of the rule pack.
// Pure over what it is given; no figure of any policy stands here.

import { type CalendarDate, type Timestamp, yearOf } from '../domain/date.ts';
import { type Fen, fen, subtractFen, zeroFen } from '../domain/money.ts';
import type { HospitalLevel, PersonClass } from '../domain/person.ts';
import type { BillLine, VisitKind, YearLedger } from '../policy/bill.ts';
import type { Pack } from '../policy/pack.ts';
import { benefitStandards, grants, ledgerOf, settle, waitingMonths } from '../policy/settle.ts';
import { settleLines } from '../policy/settle-lines.ts';
import type { SettledLine, Settlement, Standards } from '../policy/settlement.ts';
import { readLine } from '../policy/written-line.ts';
import type { CatalogueItem } from './store/catalogue.ts';
import { ledgerShare, type NewSettlement } from './store/settlements.ts';
import type { FeeLine, VisitMedType } from './store/visits.ts';

export interface VisitOfPerson {
  readonly date: CalendarDate;
  readonly person: PersonClass;
  readonly level: HospitalLevel;
  readonly medType: VisitMedType;
  readonly illness: string | null;
}

const visitKinds: Readonly<Record<VisitMedType, VisitKind>> = {
  '11': 'outpatient',
  '13': 'emergency',
  '14': 'special-illness',
};

/** A visit as the policy engine asks of it. */
export function caseOf(visit: VisitOfPerson) {
  return {
    date: visit.date,
    person: visit.person,
    hospitalLevel: visit.level,
    visit: visitKinds[visit.medType],
    ...(visit.illness === null ? {} : { illness: visit.illness }),
  };
}

/** The ledger of the year that a visit counts on. */
export function benefitLedger(pack: Pack, visit: VisitOfPerson): string {
  return ledgerOf(pack, caseOf(visit));
}

/** Whether the pack grants anything for such a visit: a resident at a level-2 hospital has nothing there. */
export function isGranted(pack: Pack, visit: VisitOfPerson): boolean {
  return grants(pack, caseOf(visit));
}

/** How many months late personal contributions make a person wait, on the day of such a visit. */
export function waitingMonthsFor(pack: Pack, visit: VisitOfPerson): number {
  return waitingMonths(pack, caseOf(visit));
}

/** Deductible, limit and rate of such a visit, for display. */
export function standardsFor(pack: Pack, visit: VisitOfPerson): Standards {
  return benefitStandards(pack, caseOf(visit));
}

type Priced = Pick<FeeLine, 'item' | 'price' | 'quantity' | 'class' | 'selfPayRatio' | 'ceiling'>;

/** A fee line as the policy engine settles it. */
export function billLine(line: Priced): BillLine {
  return readLine({
    name: line.item,
    class: line.class,
    price: line.price,
    quantity: line.quantity,
    selfPayRatio: line.selfPayRatio,
    ceiling: line.ceiling ?? undefined,
  });
}

type PricedItem = Pick<CatalogueItem, 'code' | 'class' | 'selfPayRatio' | 'ceiling'>;

/** What of a line is whose, by its class, ceiling and ratio. Prices and quantities are validated decimals. */
export function priceLine(pack: Pack, item: PricedItem, price: string, quantity: string): SettledLine {
  const line = billLine({ ...item, item: item.code, price, quantity });
  const [settled] = settleLines(pack.lines, [line], undefined).lines;
  if (!settled) throw new Error('a line was priced to nothing');
  return settled;
}

export interface Charge {
  readonly visit: VisitOfPerson;
  readonly ledger: YearLedger;
  /** The personal account; left alone where `useAccount` is false. */
  readonly balance: Fen;
  readonly useAccount: boolean;
  readonly lines: readonly FeeLine[];
}

/** Settles the lines of a charge on the person's ledger and account; with the trace that a counter shows where it is asked for. */
export function computeSettlement(pack: Pack, charge: Charge, { trace = false } = {}): Settlement {
  const account = charge.useAccount ? charge.balance : zeroFen;
  const lines = charge.lines.map(billLine);
  return settle(pack, { ...caseOf(charge.visit), ledger: charge.ledger, account, lines }, { trace });
}

export interface SettlementPlace {
  readonly msgid: string | null;
  readonly mdtrtId: string;
  readonly batch: string;
  readonly psnNo: string;
  readonly hospitalCode: string;
  readonly medType: string;
  readonly settledAt: Timestamp;
  readonly invoice: string;
  readonly benefit: string;
}

/** A computed settlement as the store keeps it, with what it adds to the ledger. */
export function settlementRow(charge: Charge, computed: Settlement, place: SettlementPlace): NewSettlement {
  const share = ledgerShare(charge.ledger, computed.ledgerAfter);
  return {
    ...place,
    ...computed.funds,
    total: computed.total,
    fullSelfPay: computed.fullSelfPay,
    overCeiling: computed.overCeiling,
    priorSelfPay: computed.priorSelfPay,
    inScope: computed.inScope,
    deductible: computed.deductibleTaken,
    fundTotal: computed.fundTotal,
    patientShare: computed.patientShare,
    account: computed.account,
    cash: computed.cash,
    balance: subtractFen(fen(charge.balance), computed.account),
    // The year of the visit's place on the ledger: a remainder is settled later than what it stands for.
    year: yearOf(charge.visit.date),
    accountUsed: charge.useAccount ? 1 : 0,
    ledgerInScope: share.inScope,
    ledgerDeductible: share.deductible,
    ledgerFund: share.fund,
    ledgerSupplement: share.supplement,
  };
}
