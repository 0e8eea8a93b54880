// A day's settlements through the network as this file has them, for the statement: receipts with their messages, less
// what was cancelled because the center does not know it, and what was accepted from the center without a receipt.

import type { CalendarDate } from '../../domain/date.ts';
import { fen, negateFen, zeroFen } from '../../domain/money.ts';
import { type Insutype, insutypeOf } from '../../domain/protocol/codes.ts';
import { refundNumbered } from '../refund/standing.ts';
import type { OwnRow, RefundFlag, SentBy } from '../statement/own-rows.ts';
import type { Settled } from '../visit/charge.ts';
import type { HospitalDatabase } from './open-file.ts';
import type { Session } from './sessions.ts';
import type { TicketReader } from './ticket-reader.ts';

export interface DayRows {
  /** In the order in which they were sent. */
  of(day: CalendarDate): readonly OwnRow[];
  /** Which window sent a message of a settlement, and which live one is still at it; undefined where this file does not know it. */
  senderOf(msgid: string): Sender | undefined;
}

export interface Sender {
  readonly sentBy: SentBy;
  readonly patient: string;
  readonly insutype: Insutype | undefined;
  /** The live window that waits for its answer at this moment. */
  readonly heldBy: number | undefined;
}

interface ReceiptRow {
  number: string;
  ticket: string;
  purpose: 'registration' | 'fees';
  total: number;
  fund: number;
  account: number;
  cash: number;
  tendered: number | null;
  body: string;
  msgid: string;
  psn_no: string;
  patient: string;
  window: number;
  operator: string | null;
}

interface RefundRow {
  number: string;
  ticket: string;
  body: string;
  msgid: string;
  psn_no: string;
  patient: string;
  window: number;
  operator: string | null;
}

interface AcceptedRow {
  settlement: string;
  msgid: string;
  insutype: Insutype;
  refund: RefundFlag;
  psn_no: string;
  mdtrt_id: string;
  patient: string;
  total: number;
  fund: number;
  account: number;
  cash: number;
}

const settled = `
SELECT r.*, t.body, i.msgid, i.psn_no, i.patient, i.operator, s.window
FROM receipts r
  JOIN tickets t ON t.number = r.ticket
  JOIN intents i ON i.visit = r.ticket AND i.purpose = r.purpose AND i.infno = '2207A'
  JOIN journal j ON j.msgid = i.msgid AND j.kind = 'outcome' AND j.note = r.number
  JOIN sessions s ON s.id = i.session
WHERE r.day = ? AND r.way = 'network'
ORDER BY i.msgid`;

const refunded = `
SELECT r.number, r.ticket, t.body, i.msgid, i.psn_no, i.patient, i.operator, s.window
FROM refunds r
  JOIN tickets t ON t.number = r.ticket
  JOIN intents i ON i.visit = r.ticket AND i.infno = '2208'
  JOIN journal j ON j.msgid = i.msgid AND j.kind = 'outcome' AND j.note = r.number
  JOIN sessions s ON s.id = i.session
WHERE r.day = ? AND r.way = 'network'
ORDER BY i.msgid`;

const cancelled = "SELECT settlement || ' ' || msgid FROM corrections WHERE day = ? AND kind = 'cancelled'";

/** One whose ticket could follow has a receipt now, and is a row by that. */
const accepted = `
SELECT settlement, msgid, insutype, refund, psn_no, mdtrt_id, patient, total, fund, account, cash
FROM corrections c WHERE day = ? AND kind = 'accepted' AND NOT EXISTS (
  SELECT 1 FROM journal j JOIN receipts r ON r.number = j.note WHERE j.msgid = c.msgid AND j.kind = 'outcome')
ORDER BY id`;

function sentBy({ window, operator }: { window: number; operator: string | null }): SentBy {
  return { window, operator: operator ?? undefined };
}

function ofReceipt(row: ReceiptRow, read: TicketReader): OwnRow {
  const ticket = read({ number: row.ticket, body: row.body });
  const { patient, registeredBy, registrationFee, stage } = ticket;
  const charge = row.purpose === 'registration' ? registrationFee : 'settled' in stage ? stage.settled : undefined;
  if (patient.known === 'by-card' || registeredBy.way === 'cash' || charge?.by !== 'network') {
    throw new Error(`receipt ${row.number} went through the network, but its ticket ${row.ticket} did not`);
  }
  return {
    insutype: insutypeOf[patient.insured.scheme],
    refund: '0',
    psnNo: row.psn_no,
    mdtrtId: registeredBy.mdtrtId,
    settlementId: charge.settlementId,
    msgid: row.msgid,
    patient: row.patient,
    ticket: row.ticket,
    receipt: row.number,
    total: fen(row.total),
    fund: fen(row.fund),
    account: fen(row.account),
    cash: fen(row.cash),
    cashTaken: row.tendered === null ? zeroFen : fen(row.cash),
    sentBy: sentBy(row),
  };
}

function negated({ split }: Extract<Settled, { by: 'network' }>) {
  const { total, fundTotal, account, cash } = split;
  return { total: negateFen(total), fund: negateFen(fundTotal), account: negateFen(account), cash: negateFen(cash) };
}

/** A refund is up to two rows: what stood before, negated, and what was kept, settled anew. */
function ofRefund(row: RefundRow, read: TicketReader): readonly OwnRow[] {
  const ticket = read({ number: row.ticket, body: row.body });
  const { patient, registeredBy } = ticket;
  const { refund, before } = refundNumbered(ticket, row.number) ?? {};
  if (patient.known === 'by-card' || registeredBy.way === 'cash' || before?.by !== 'network' || !refund?.negated) {
    throw new Error(`refund ${row.number} went through the network, but its ticket ${ticket.number} did not`);
  }
  const both = {
    insutype: insutypeOf[patient.insured.scheme],
    psnNo: row.psn_no,
    mdtrtId: registeredBy.mdtrtId,
    msgid: row.msgid,
    patient: row.patient,
    ticket: ticket.number,
    receipt: row.number,
    sentBy: sentBy(row),
  };
  const sums = negated(before);
  const { settlementId } = refund.negated;
  const undone: OwnRow = { ...both, ...sums, refund: '1', settlementId, cashTaken: sums.cash };
  const { remainder } = refund;
  if (remainder?.by !== 'network') return [undone];
  const { total, fundTotal: fund, account, cash } = remainder.split;
  const kept = { ...both, total, fund, account, cash, cashTaken: cash };
  return [undone, { ...kept, refund: '0', settlementId: remainder.settlementId }];
}

function ofAccepted(row: AcceptedRow): OwnRow {
  return {
    insutype: row.insutype,
    refund: row.refund,
    psnNo: row.psn_no,
    mdtrtId: row.mdtrt_id,
    settlementId: row.settlement,
    msgid: row.msgid,
    patient: row.patient,
    ticket: undefined,
    receipt: undefined,
    total: fen(row.total),
    fund: fen(row.fund),
    account: fen(row.account),
    cash: fen(row.cash),
    cashTaken: zeroFen,
    sentBy: undefined,
  };
}

interface SenderRow {
  session: number;
  window: number;
  operator: string | null;
  patient: string;
  scheme: 'employee' | 'resident' | null;
  open: 0 | 1;
}

const sender = `
SELECT i.session, i.operator, s.window, i.patient,
  coalesce(json_extract(i.subject, '$.patient.insured.scheme'), json_extract(i.subject, '$.ticket.patient.insured.scheme')) AS scheme,
  EXISTS (SELECT 1 FROM open_messages o WHERE o.msgid = i.msgid)
    AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.msgid = i.msgid AND j.kind IN ('lost', 'abandoned', 'outcome')) AS open
FROM intents i JOIN sessions s ON s.id = i.session WHERE i.msgid = ?`;

export function readDayRows(db: HospitalDatabase, session: Session, read: TicketReader): DayRows {
  const receipts = db.prepare<[string], ReceiptRow>(settled);
  const taken = db.prepare<[string], AcceptedRow>(accepted);
  const refunds = db.prepare<[string], RefundRow>(refunded);
  const dropped = db.prepare<[string], string>(cancelled).pluck();
  const sent = db.prepare<[string], SenderRow>(sender);
  return {
    of(day) {
      const gone = new Set(dropped.all(day));
      const own = [
        ...receipts.all(day).map((row) => ofReceipt(row, read)),
        ...refunds.all(day).flatMap((row) => ofRefund(row, read)),
      ];
      return [
        ...own.filter(({ settlementId, msgid }) => !gone.has(`${settlementId} ${msgid}`)),
        ...taken.all(day).map(ofAccepted),
      ];
    },
    senderOf(msgid) {
      const row = sent.get(msgid);
      if (!row) return undefined;
      const live = row.open === 1 && row.session !== session.id ? session.liveWindow(row.session) : undefined;
      const insutype = row.scheme === null ? undefined : insutypeOf[row.scheme];
      return { sentBy: sentBy(row), patient: row.patient, insutype, heldBy: live };
    },
  };
}
