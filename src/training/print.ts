// What the window prints of a ticket: the receipt once it is paid, the registration slip before, the receipt of a refund.

import { join } from 'node:path';
import type { Result } from '../domain/result.ts';
import type { DeskPlace } from '../hospital/desk.ts';
import type { Refund } from '../hospital/refund/refund.ts';
import { receiptBefore } from '../hospital/refund/standing.ts';
import type { Tendered } from '../hospital/visit/charge.ts';
import type { Ticket } from '../hospital/visit/state.ts';
import { type PaperWidth, receiptText, refundReceiptText, registrationSlipText } from '../receipt/receipt.ts';
import { type ReceiptProblem, writeReceipt } from '../receipt/write-receipt.ts';

const paper: PaperWidth = 42;

/** What is printed: a ticket with the money that the patient handed over for it, or with what was given back. */
export type Printed =
  | { readonly ticket: Ticket; readonly tendered: Tendered }
  | { readonly ticket: Ticket; readonly refund: Refund };

const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n');

/** The printed lines. */
export function printedLines(place: DeskPlace, printed: Printed): readonly string[] {
  const { ticket } = printed;
  if ('refund' in printed) {
    const { refund } = printed;
    const ofReceipt = receiptBefore(ticket, refund) ?? '-';
    const of = ticket.stage.at === 'cancelled' ? 'registration' : 'fees';
    return linesOf(refundReceiptText({ place, ticket, refund, of, ofReceipt }, paper));
  }
  const { tendered } = printed;
  const { stage, registrationFee } = ticket;
  return stage.at === 'paid'
    ? linesOf(receiptText({ place, ticket, settled: stage.settled, tendered }, paper))
    : linesOf(registrationSlipText({ place, ticket, settled: registrationFee, tendered }, paper));
}

/** Keeps what was printed in the data folder, under the receipt's number. */
export function keepReceipt(
  dataFolder: string,
  printed: Printed,
  lines: readonly string[],
): Result<string, ReceiptProblem> {
  const { stage, registrationFee } = printed.ticket;
  const charge = stage.at === 'paid' ? stage.settled : registrationFee;
  const { receiptNumber } = 'refund' in printed ? printed.refund : charge;
  return writeReceipt(join(dataFolder, 'receipts'), receiptNumber, `${lines.join('\n')}\n`);
}
