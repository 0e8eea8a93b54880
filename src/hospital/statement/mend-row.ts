// Puts one row of the day's end right, as day-statement.ts says what comes next: each step is on disk before it counts,
// and a receipt or a settlement is never edited.

import { type CalendarDate, dateOfTimestamp } from '../../domain/date.ts';
import { subtractFen, zeroFen } from '../../domain/money.ts';
import type { Approval } from '../../domain/operator.ts';
import { medType } from '../../domain/protocol/codes.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { splitOf } from '../price-charge.ts';
import * as requests from '../requests.ts';
import type { Correction } from '../store/corrections.ts';
import { approvalFor, type ComparedRow, nextStep } from './day-statement.ts';
import * as messages from './messages.ts';
import { approvalNeeded, nothingToDo, putRightAlready, refusedBy, type StatementProblem, unsaid } from './problem.ts';
import { leftAtCenter, leftWithReceipt } from './registration-left.ts';
import { answered, type StatementParts } from './state-day.ts';

type Done = Result<void, StatementProblem>;

interface Mending {
  readonly parts: StatementParts;
  readonly day: CalendarDate;
  readonly row: ComparedRow;
  readonly approval: Approval | undefined;
}

/** What every entry about the row says. The cash is what the total leaves over. */
function entry({ parts, day, row, approval }: Mending, msgid: string): Omit<Correction, 'kind'> {
  const { total, fund, account } = row.center ?? row.own ?? { total: zeroFen, fund: zeroFen, account: zeroFen };
  return {
    day,
    settlementId: row.settlementId,
    msgid,
    insutype: row.insutype ?? '310',
    refund: row.refund,
    psnNo: row.psnNo,
    mdtrtId: row.mdtrtId,
    patient: row.patient ?? '',
    total,
    fund,
    account,
    cash: subtractFen(subtractFen(total, fund), account),
    askedBy: parts.operator(),
    ...(approval && { approval }),
  };
}

function write({ parts }: Mending, correction: Correction): Done {
  return parts.store.corrections.write(correction, parts.clock.now()) ? ok(undefined) : failure(putRightAlready);
}

/** A message of ours as the messages about it name it. */
function earlier({ row }: Mending, msgid: string): requests.Earlier {
  return { psnNo: row.psnNo, msgid, infno: row.infno };
}

/** Written before it is sent; where its answer is lost, the center is asked what became of it. */
async function reverse(mending: Mending, msgid: string): Promise<Done> {
  const { client, store, clock } = mending.parts;
  const about = entry(mending, msgid);
  const sent = store.numbers.nextMessage(clock.now());
  const intended = write(mending, { ...about, kind: 'reversal-intent', sent });
  if (!intended.ok) return intended;
  const original = earlier(mending, msgid);
  const reply = await client.send(requests.reverse(original), sent);
  if (reply.at !== 'answered') {
    const fate = answered(await client.ask(requests.askFate(original)));
    if (!fate.ok) return fate;
    if (fate.value.sim_fate !== 'reversed') {
      return failure(reply.at === 'problem' ? refusedBy(reply.problem) : unsaid(`2601: ${fate.value.sim_fate}`));
    }
  }
  return write(mending, { ...about, kind: 'reversed', sent });
}

/**
 * The receipt number that a settlement was sent with, which alone confirms it. What was accepted from the center has one of its
 * own here, given when it was accepted: only the center still has the other.
 */
async function receiptSent({ parts, row }: Mending, receipt: string): Promise<Result<string, StatementProblem>> {
  if (!parts.store.corrections.hasAccepted(row.settlementId)) return ok(receipt);
  const found = answered(await parts.client.ask(messages.settlementOf(row.psnNo, row.settlementId)));
  return found.ok ? ok(found.value.setlinfo.invono ?? receipt) : found;
}

async function confirm(mending: Mending, msgid: string, receipt: string): Promise<Done> {
  const { client } = mending.parts;
  const sent = await receiptSent(mending, receipt);
  if (!sent.ok) return sent;
  const reply = answered(await client.ask(requests.confirm(earlier(mending, msgid), sent.value)));
  if (!reply.ok) return reply;
  const cancels = leftWithReceipt(mending.parts, mending.row);
  return write(mending, { ...entry(mending, msgid), kind: 'confirmed', receipt, ...(cancels && { cancels }) });
}

/** What the ticket that is in doubt about a message is settled with, under a receipt of its own; undefined without one. */
function settledInDoubt({ store }: StatementParts, msgid: string, setlinfo: messages.SettlementFound) {
  const doubt = store.journal.inFlight().find((row) => row.msgid === msgid && row.purpose === 'fees');
  const stage = doubt && store.tickets.get(doubt.visit)?.stage;
  const { setl_id: settlementId, sim_data_string: dataString, setl_time: time } = setlinfo;
  if (stage?.at !== 'in-doubt' || stage.msgid !== msgid || !settlementId || !dataString) return undefined;
  return {
    by: 'network',
    settlementId,
    dataString,
    receiptNumber: store.numbers.nextReceipt(dateOfTimestamp(time)),
    time,
    split: splitOf({ setlinfo, setldetail: [], sim_trace: undefined }, stage.orders.lines),
  } as const;
}

/** The books take what the center has; the cash comes from the center too, whoever counted it. */
async function accept(mending: Mending): Promise<Done> {
  const { row, parts } = mending;
  const { msgid, center } = row;
  if (msgid === undefined || !center) return failure(nothingToDo);
  const found = answered(await parts.client.ask(messages.settlementOf(row.psnNo, row.settlementId)));
  if (!found.ok) return found;
  const { psn_cash_pay: cash, psn_name: patient, insutype, med_type } = found.value.setlinfo;
  const of = med_type === medType.registration ? 'registration' : 'fees';
  const settled = settledInDoubt(parts, msgid, found.value.setlinfo);
  const isTakenBack = of === 'registration' && row.refund === '1';
  const left = isTakenBack ? await leftAtCenter(parts, mending.day, row, patient) : ok(undefined);
  if (!left.ok) return left;
  const about = { ...entry(mending, msgid), patient, insutype, cash };
  const cancels = left.value;
  return write(mending, { ...about, kind: 'accepted', of, ...(settled && { settled }), ...(cancels && { cancels }) });
}

/** The receipt stays, and counts no more; the cash that was taken for it is owed back, that of a refund by the patient. */
function cancel(mending: Mending, receipt: string): Done {
  const { own } = mending.row;
  if (!own) return failure(nothingToDo);
  return write(mending, { ...entry(mending, own.msgid), kind: 'cancelled', receipt, owed: own.cashTaken });
}

/** Whether what needs a second person has one, for this, who is not the one who asks. */
function isAllowed({ parts, row, approval }: Mending): boolean {
  const { code } = parts.operator();
  const needed = approvalFor(row, { window: parts.window, operator: code });
  if (needed === undefined) return true;
  return approval?.action === needed && approval.to.code === code && approval.by.code !== code;
}

/** Does what comes next for a row. The day is to be stated anew afterwards: that is the proof. */
export async function mendRow(mending: Mending): Promise<Done> {
  const { parts, row } = mending;
  const needed = approvalFor(row, { window: parts.window, operator: parts.operator().code });
  if (needed !== undefined && !isAllowed(mending)) return failure(approvalNeeded(needed));
  const step = nextStep(row);
  switch (step.do) {
    case 'reverse':
      return reverse(mending, step.msgid);
    case 'confirm':
      return confirm(mending, step.msgid, step.receipt);
    case 'accept':
      return accept(mending);
    case 'cancel':
      return cancel(mending, step.receipt);
    case 'nothing':
    case 'wait':
    case 'look':
      return failure(nothingToDo);
  }
}
