// What stands of a paid ticket after its refunds, what of it may be given back, and what is kept. Pure, exact to the fen;
// the split of what is kept is the center's to compute.

import type { Text } from '../../domain/language.ts';
import { addFen, type Fen, fen, sumFen, zeroFen } from '../../domain/money.ts';
import type { OrderLine, Settled, SettledLine } from '../visit/charge.ts';
import { lineAmount } from '../visit/line-amount.ts';
import type { Patient } from '../visit/people.ts';
import type { PaidStage, Ticket } from '../visit/ticket.ts';
import type { Back, Refund } from './refund.ts';
import type { RefundOrder } from './state.ts';

/** The charge as its last refund left it; undefined where everything was given back. */
export function standingCharge({ settled, refunds }: Pick<PaidStage, 'settled' | 'refunds'>): Settled | undefined {
  const last = refunds.at(-1);
  return last ? last.remainder : settled;
}

export function linesOfCharge(charge: Settled | undefined): readonly SettledLine[] {
  if (!charge) return [];
  return charge.by === 'network' ? charge.split.lines : charge.lines;
}

/**
 * The charge that a refund of this ticket undoes: of its fees what stands; while nobody has treated the patient, the
 * registration fee (退号). Undefined: nothing can be given back as it is.
 */
export function chargeToUndo({ stage, registrationFee }: Ticket): Settled | undefined {
  switch (stage.at) {
    case 'paid':
      return stage.acceptedRefund === undefined ? standingCharge(stage) : undefined;
    case 'waiting':
      return registrationFee;
    default:
      return undefined;
  }
}

/** 退号: the registration itself is taken back, wholly, and the visit with it. */
export function isCancellation({ ticket }: RefundOrder): boolean {
  return ticket.stage.at === 'waiting';
}

/** The lines that a refund of this ticket could give back. */
export function standingLines(ticket: Ticket): readonly SettledLine[] {
  return linesOfCharge(chargeToUndo(ticket));
}

/** Everything that stands; of a registration nothing less can be given back. */
export function wholeOf(ticket: Ticket): RefundOrder {
  const returned = standingLines(ticket).map(({ quantity }, place) => ({ place, quantity }));
  return { purpose: 'refund', ticket, returned };
}

const onlyDrugs: Text = { zh: '只退药品', en: 'only drugs can be given back' };
const noNumber: Text = {
  zh: '收费时未记下明细号，不能部分退费',
  en: 'charged before lines had numbers: not part of it',
};

/** Why a line cannot be given back; undefined where it can. Source: 2-benefits, section 7. */
export function hindranceOf(line: SettledLine, charge: Settled): Text | undefined {
  if (line.item.category !== 'drug') return onlyDrugs;
  return charge.by === 'network' && line.serial === undefined ? noNumber : undefined;
}

/** Quantities have at most 4 decimals: whole numbers of ten-thousandths are exact. */
function tenThousandths(quantity: string): bigint {
  const [whole = '0', decimals = ''] = quantity.split('.');
  return BigInt(whole) * 10_000n + BigInt(decimals.padEnd(4, '0').slice(0, 4));
}

function quantityText(amount: bigint): string {
  const decimals = (amount % 10_000n).toString().padStart(4, '0').replace(/0+$/, '');
  return decimals === '' ? `${amount / 10_000n}` : `${amount / 10_000n}.${decimals}`;
}

const quantityPattern = /^\d{1,9}(?:\.\d{1,4})?$/;

/** Whether so much of the line can be given back: a quantity above nothing, at most what stands. */
export function isWithin(line: SettledLine, quantity: string): boolean {
  if (!quantityPattern.test(quantity)) return false;
  const wanted = tenThousandths(quantity);
  return wanted > 0n && wanted <= tenThousandths(line.quantity);
}

/** What is kept of a line; undefined where all of it goes back. */
function keptOf(line: SettledLine, quantity: string): SettledLine | undefined {
  const left = quantityText(tenThousandths(line.quantity) - tenThousandths(quantity));
  const amount = lineAmount(line.item.price, left);
  if (amount === undefined) return undefined;
  const { item, days, serial } = line;
  return { item, days, quantity: left, amount, ...(serial !== undefined && { serial }) };
}

export interface Parted {
  readonly kept: readonly SettledLine[];
  /** With the quantities and amounts that go back: what was charged less what is kept, which alone is rounded. */
  readonly returned: readonly OrderLine[];
  readonly total: Fen;
}

/** The standing lines parted into what is kept and what goes back. */
export function parted({ ticket, returned }: RefundOrder): Parted {
  const kept: SettledLine[] = [];
  const back: OrderLine[] = [];
  for (const [place, line] of standingLines(ticket).entries()) {
    const quantity = returned.find((each) => each.place === place)?.quantity;
    const left = quantity === undefined ? line : keptOf(line, quantity);
    if (left) kept.push(left);
    if (quantity === undefined) continue;
    const amount = fen(line.amount - (left?.amount ?? zeroFen));
    back.push({ item: line.item, days: line.days, quantity, amount });
  }
  return { kept, returned: back, total: sumFen(back.map(({ amount }) => amount)) };
}

/** The choice with one line's quantity changed; nothing typed or 0 takes the line out again. */
export function withReturned(order: RefundOrder, place: number, quantity: string): RefundOrder {
  const line = standingLines(order.ticket)[place];
  const others = order.returned.filter((each) => each.place !== place);
  if (!line || !isWithin(line, quantity)) return { ...order, returned: others };
  const returned = [...others, { place, quantity: quantityText(tenThousandths(quantity)) }];
  return { ...order, returned: returned.sort((a, b) => a.place - b.place) };
}

/** Back in cash: the full price, out of the till. */
export function backInCash(total: Fen): Back {
  return { total, fund: zeroFen, account: zeroFen, cash: total };
}

/** The person as the center will know them with this refund in its books. */
function afterRefund(patient: Patient, before: Settled, { remainder, balanceAfter }: Refund): Patient {
  if (patient.known !== 'by-center' || before.by !== 'network' || balanceAfter === undefined) return patient;
  const { insured } = patient;
  const left = remainder?.by === 'network' ? remainder.split : undefined;
  const less = (year: Fen, was: Fen, is: Fen | undefined) => fen(year - was + (is ?? zeroFen));
  const fundOf = (split: typeof before.split) => addFen(split.residentsFund, split.employeesFund);
  const { split } = before;
  const year = {
    ...insured.year,
    inScope: less(insured.year.inScope, split.inScope, left?.inScope),
    deductibleTaken: less(insured.year.deductibleTaken, split.deductibleTaken, left?.deductibleTaken),
    fund: less(insured.year.fund, fundOf(split), left && fundOf(left)),
  };
  return { ...patient, insured: { ...insured, account: balanceAfter, year } };
}

/**
 * The ticket with one refund more, or cancelled by it: of a registration, whether the center was asked (`cancelling`) or
 * not. Undefined where nothing stands that could be given back.
 */
export function withRefund(ticket: Ticket, refund: Refund): Ticket | undefined {
  const { stage, registrationFee } = ticket;
  if (stage.at === 'waiting' || stage.at === 'cancelling') {
    const patient = afterRefund(ticket.patient, registrationFee, refund);
    return { ...ticket, patient, stage: { at: 'cancelled', refund } };
  }
  const before = stage.at === 'paid' ? standingCharge(stage) : undefined;
  if (stage.at !== 'paid' || !before) return undefined;
  const patient = afterRefund(ticket.patient, before, refund);
  return { ...ticket, patient, stage: { ...stage, refunds: [...stage.refunds, refund] } };
}

/** A refund of the ticket by its receipt, with the charge as it stood before it. */
export function refundNumbered(
  { stage, registrationFee }: Ticket,
  receiptNumber: string,
): { readonly refund: Refund; readonly before: Settled | undefined } | undefined {
  if (stage.at === 'cancelled') {
    return stage.refund?.receiptNumber === receiptNumber
      ? { refund: stage.refund, before: registrationFee }
      : undefined;
  }
  if (stage.at !== 'paid') return undefined;
  const place = stage.refunds.findIndex((each) => each.receiptNumber === receiptNumber);
  const refund = stage.refunds[place];
  return refund && { refund, before: standingCharge({ ...stage, refunds: stage.refunds.slice(0, place) }) };
}

/** The receipt of what a refund gave back of: the payment's, that of the refund before it, or the registration's. */
export function receiptBefore(ticket: Ticket, refund: Refund): string | undefined {
  return refundNumbered(ticket, refund.receiptNumber)?.before?.receiptNumber;
}

/** Who paid how much of a charge; nothing of no charge. */
export function sharesOf(charge: Settled | undefined): Back {
  if (!charge) return backInCash(zeroFen);
  if (charge.by === 'cash') return backInCash(charge.total);
  const { total, fundTotal, account, cash } = charge.split;
  return { total, fund: fundTotal, account, cash };
}
