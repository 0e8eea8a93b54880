// What was put right at the day's end, entry by entry. It only grows; receipts and settlements stay as they are, and a
// day's rows (day-rows.ts) are read with what stands here.

import type { CalendarDate, Timestamp } from '../../domain/date.ts';
import { type Fen, formatYuan, zeroFen } from '../../domain/money.ts';
import type { Approval, Operator } from '../../domain/operator.ts';
import type { LineKey, Sums } from '../statement/own-rows.ts';
import type { ChargePurpose, Settled } from '../visit/charge.ts';
import { withCancellationAccepted, withDoubtAccepted, withStatementAccepted } from '../visit/ticket-stages.ts';
import type { AuditWriter } from './audit.ts';
import type { Cancellations, OwedCancellation } from './cancellations.ts';
import type { Journal } from './journal.ts';
import type { HospitalDatabase } from './open-file.ts';
import type { Session } from './sessions.ts';
import type { Tickets, TicketWriter } from './tickets.ts';

export interface Correction extends LineKey, Sums {
  readonly kind: 'reversal-intent' | 'reversed' | 'confirmed' | 'cancelled' | 'accepted';
  readonly day: CalendarDate;
  readonly settlementId: string;
  readonly msgid: string;
  readonly psnNo: string;
  readonly mdtrtId: string;
  readonly patient: string;
  readonly cash: Fen;
  readonly receipt?: string;
  /** The number of the reversal's own message. */
  readonly sent?: string;
  /** Cash that the patient gets back; below zero, of a refund that is cancelled: that the patient owes. */
  readonly owed?: Fen;
  /** Of fees that were accepted: what their ticket is settled with, should it be in doubt about them. */
  readonly settled?: Settled;
  /** What was accepted: fees, or a registration. */
  readonly of?: ChargePurpose;
  /**
   * The registration whose fee this says is given back, where the center may still hold it. It is owed 2202 from here on,
   * unless somebody here goes on with its visit.
   */
  readonly cancels?: OwedCancellation;
  readonly askedBy: Pick<Operator, 'code'>;
  readonly approval?: Approval;
}

export interface Corrections {
  /** One entry; false where the settlement was put right already. */
  write(correction: Correction, now: Timestamp): boolean;
  /** Whether a statement took this settlement into the books. */
  hasAccepted(settlementId: string): boolean;
}

export interface CorrectionParts {
  readonly session: Session;
  readonly journal: Journal;
  readonly tickets: Tickets;
  readonly writer: TicketWriter;
  readonly cancellations: Cancellations;
  readonly audit: AuditWriter;
}

export function openCorrections(
  db: HospitalDatabase,
  { session, journal, tickets, writer, cancellations, audit }: CorrectionParts,
): Corrections {
  const add = db.prepare(
    `INSERT INTO corrections (kind, day, settlement, msgid, sent, receipt, insutype, refund, psn_no, mdtrt_id, patient,
       total, fund, account, cash, owed, session, at, asked_by, approved_by)
     VALUES (@kind, @day, @settlementId, @msgid, @sent, @receipt, @insutype, @refund, @psnNo, @mdtrtId, @patient,
       @total, @fund, @account, @cash, @owed, @session, @at, @asked, @approved) ON CONFLICT DO NOTHING`,
  );
  const open = db.prepare<[string], { visit: string }>(
    'SELECT visit FROM open_messages JOIN intents USING (msgid) WHERE msgid = ?',
  );
  const accepted = db.prepare<[string]>("SELECT 1 FROM corrections WHERE settlement = ? AND kind = 'accepted'");
  // What led to a settlement stands with it.
  const stepsTo = db
    .prepare<[string], string>(
      `SELECT f.msgid FROM in_flight f JOIN intents i ON i.msgid = ? AND i.visit = f.visit AND i.purpose = f.purpose
         AND i.session = f.session WHERE f.infno IN ('2201', '2204') AND f.known AND NOT f.given_up`,
    )
    .pluck();

  /** The ticket of what was accepted, where this file knows of the visit and not of this: it waits for nothing more. */
  function follow({ day, mdtrtId, settlementId, refund, of }: Correction): void {
    const ticket = of && tickets.ofVisit(mdtrtId, day);
    const after = ticket && withStatementAccepted(ticket, { settlementId, refund, of });
    if (after) writer.replace(after, [ticket.stage.at]);
  }

  /** A doubt about what was accepted, as a restored file may have it, ends with that; its ticket follows. Whether there was one. */
  function endDoubt(msgid: string, settled: Settled | undefined, now: Timestamp): boolean {
    const doubt = open.get(msgid);
    if (!doubt) return false;
    const ticket = tickets.get(doubt.visit);
    const after = ticket && settled && withDoubtAccepted(ticket, msgid, settled);
    if (after && settled && writer.replace(after, ['in-doubt'])) {
      journal.note(msgid, 'outcome', settled.receiptNumber, now);
      writer.issueReceipt(after.number, 'fees', settled);
    } else {
      journal.note(msgid, 'outcome', undefined, now);
      const cancelled = ticket && withCancellationAccepted(ticket, msgid);
      if (cancelled) writer.replace(cancelled, ['cancelling']);
    }
    for (const step of stepsTo.all(msgid)) journal.note(step, 'kept', undefined, now);
    journal.note(msgid, 'confirmed', undefined, now);
    return true;
  }

  /** Whether nobody here waits with that registration any more: its ticket is cancelled, or lost altogether. */
  function isOver({ mdtrtId, day }: OwedCancellation): boolean {
    const ticket = tickets.ofVisit(mdtrtId, day);
    return ticket === undefined || ticket.stage.at === 'cancelled';
  }

  const write = db.transaction((entry: Correction, now: Timestamp) => {
    const { askedBy, approval, settled, of: _of, cancels, ...correction } = entry;
    const { kind, day, settlementId, msgid, owed = zeroFen } = correction;
    const who = { session: session.id, at: now, asked: askedBy.code, approved: approval?.by.code ?? null };
    const done = add.run({ sent: null, receipt: null, ...correction, owed, ...who });
    if (done.changes !== 1) return false;
    const body = { day, settlement: settlementId, msgid, owed: formatYuan(owed), approved: who.approved };
    audit.tell(`day-${kind}`, { kind: 'correction', key: Number(done.lastInsertRowid) }, body, now);
    if (kind === 'accepted' && !endDoubt(msgid, settled, now)) follow(entry);
    if (cancels && isOver(cancels)) cancellations.owe(cancels, now);
    return true;
  });
  return {
    write: (correction, now) => write.immediate(correction, now),
    hasAccepted: (settlementId) => accepted.get(settlementId) !== undefined,
  };
}
