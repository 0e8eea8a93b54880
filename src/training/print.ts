// What the window prints of a ticket: the receipt once it is paid, the registration slip before.

import { join } from 'node:path';
import type { Result } from '../domain/result.ts';
import type { DeskPlace } from '../hospital/desk.ts';
import type { Tendered } from '../hospital/visit/charge.ts';
import type { Ticket } from '../hospital/visit/state.ts';
import { type PaperWidth, receiptText, registrationSlipText } from '../receipt/receipt.ts';
import { type ReceiptProblem, writeReceipt } from '../receipt/write-receipt.ts';

const paper: PaperWidth = 42;

/** What is printed: a ticket with the money that the patient handed over for it. */
export interface Printed {
  readonly ticket: Ticket;
  readonly tendered: Tendered;
}

const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n');

/** The printed lines. */
export function printedLines(place: DeskPlace, { ticket, tendered }: Printed): readonly string[] {
  const { stage, registrationFee } = ticket;
  return stage.at === 'paid'
    ? linesOf(receiptText({ place, ticket, settled: stage.settled, tendered }, paper))
    : linesOf(registrationSlipText({ place, ticket, settled: registrationFee, tendered }, paper));
}

/** Keeps what was printed in the data folder, under the receipt's number. */
export function keepReceipt(
  dataFolder: string,
  { ticket }: Printed,
  lines: readonly string[],
): Result<string, ReceiptProblem> {
  const { stage, registrationFee } = ticket;
  const { receiptNumber } = stage.at === 'paid' ? stage.settled : registrationFee;
  return writeReceipt(join(dataFolder, 'receipts'), receiptNumber, `${lines.join('\n')}\n`);
}
