// 2208 at the center: the trial, which changes nothing, and the refund: intent on disk → 2208 → outcome on disk, in one
// transaction with the ticket and the refund receipt → confirm, and of a registration 2202. Wherever it is cut, the journal
// says enough for reconciliation to give back once or not at all.

import type { z } from 'zod';
import { dateOfTimestamp } from '../../domain/date.ts';
import { type Fen, fen, formatYuan, negateFen, subtractFen, zeroFen } from '../../domain/money.ts';
import type { Approval } from '../../domain/operator.ts';
import type * as answers from '../answers.ts';
import { type Reply, unreached } from '../center-client.ts';
import { eventOfFailure } from '../identify.ts';
import { splitOf } from '../price-charge.ts';
import { confirm } from '../requests.ts';
import type { CenterParts } from '../steps-to-undo.ts';
import { diskProblem } from '../store/disk-failure.ts';
import type { Settled, Split } from '../visit/charge.ts';
import type { CenterSideEvent, VisitEvent } from '../visit/events.ts';
import { centerProblem, type Problem, refundRefused } from '../visit/problem.ts';
import { endConfirmed } from './cancel-registration.ts';
import type { Back, Refund } from './refund.ts';
import * as refundRequests from './refund-requests.ts';
import { chargeToUndo, linesOfCharge, parted } from './standing.ts';
import type { RefundOrder, RefundTrial } from './state.ts';

type Refunded = z.infer<typeof answers.refunded>;
type Networked = Extract<Settled, { by: 'network' }>;

/** What the center is asked to give back, once the hospital has found it in its own books. */
interface Asked {
  readonly order: RefundOrder;
  readonly psnNo: string;
  readonly mdtrtId: string;
  readonly charge: Networked;
}

const notNetworked = centerProblem('该票未经医保结算，不能联网退费');

function askedOf(order: RefundOrder): Asked | undefined {
  const { patient, registeredBy } = order.ticket;
  const charge = chargeToUndo(order.ticket);
  if (patient.known !== 'by-center' || registeredBy.way !== 'network' || charge?.by !== 'network') return undefined;
  return { order, psnNo: patient.insured.psnNo, mdtrtId: registeredBy.mdtrtId, charge };
}

function requestOf({ order, psnNo, mdtrtId, charge }: Asked): refundRequests.RefundAsked {
  const { kept } = parted(order);
  const lines = linesOfCharge(charge);
  const returned = order.returned.flatMap(({ place, quantity }) => {
    const serial = lines[place]?.serial;
    return serial === undefined ? [] : [{ serial, quantity }];
  });
  return { settlementId: charge.settlementId, mdtrtId, psnNo, returned: kept.length === 0 ? undefined : returned };
}

/** What comes back is what was charged less what stands in its place. */
function backOf({ setlinfo, sim_remainder: remainder }: Refunded): Back {
  const back = (negated: Fen, kept: Fen | undefined) => subtractFen(negateFen(negated), kept ?? zeroFen);
  return {
    total: back(setlinfo.medfee_sumamt, remainder?.setlinfo.medfee_sumamt),
    fund: back(setlinfo.fund_pay_sumamt, remainder?.setlinfo.fund_pay_sumamt),
    account: back(setlinfo.acct_pay, remainder?.setlinfo.acct_pay),
    cash: back(setlinfo.psn_cash_pay, remainder?.setlinfo.psn_cash_pay),
  };
}

/** Why the answer does not give back what was asked for; undefined where it does. */
function mismatch(answer: Refunded, { charge, order }: Asked): string | undefined {
  const { split } = charge;
  const { setlinfo, sim_back, sim_remainder: remainder } = answer;
  const undone = [
    [setlinfo.medfee_sumamt, split.total],
    [setlinfo.fund_pay_sumamt, split.fundTotal],
    [setlinfo.acct_pay, split.account],
    [setlinfo.psn_cash_pay, split.cash],
  ] as const;
  if (undone.some(([negated, charged]) => fen(negated + charged) !== zeroFen)) return 'not what was settled is negated';
  const { kept, total } = parted(order);
  if ((kept.length === 0) !== (remainder === undefined)) return 'what is kept was not settled anew';
  const back = backOf(answer);
  if (back.total !== total) return `${formatYuan(back.total)} comes back in place of ${formatYuan(total)}`;
  if (Math.min(back.fund, back.account, back.cash) < 0) return 'somebody would have to pay more';
  const told = [sim_back.medfee_sumamt, sim_back.fund_pay_sumamt, sim_back.acct_pay, sim_back.psn_cash_pay];
  const own = [back.total, back.fund, back.account, back.cash];
  return told.every((amount, place) => amount === own[place]) ? undefined : 'sim_back is not the difference';
}

/** What is kept, told with the refund's own trace: it has the rules on refunds beside those of the bill. */
function keptSplit({ sim_remainder: remainder, sim_trace }: Refunded, order: RefundOrder): Split | undefined {
  if (!remainder) return undefined;
  const told = sim_trace && sim_trace.rules.length > 0 ? sim_trace : remainder.sim_trace;
  return splitOf({ ...remainder, sim_trace: told }, parted(order).kept);
}

/** The center's word that something cannot be given back, with what to do about it. A wrong clock is no such word. */
function eventOf(reply: Exclude<Reply<unknown>, { at: 'answered' }>): CenterSideEvent {
  if (reply.at !== 'problem' || reply.problem.kind !== 'center') return eventOfFailure(reply);
  return { kind: 'problem-met', problem: refundRefused(reply.problem.message) };
}

/** Answers `refund-tried`, or why not. Nothing is changed at the center, and nothing is written here. */
export async function tryRefund(parts: CenterParts, order: RefundOrder): Promise<VisitEvent> {
  const asked = askedOf(order);
  if (!asked) return { kind: 'problem-met', problem: notNetworked };
  const reply = await parts.client.ask(refundRequests.refundTrial(requestOf(asked)));
  if (reply.at !== 'answered') return eventOf(reply);
  const wrong = mismatch(reply.output, asked);
  if (wrong) return { kind: 'problem-met', problem: centerProblem(`中心的试算有误：${wrong}`) };
  const negated = splitOf(reply.output, asked.charge.split.lines);
  const trial: RefundTrial = { back: backOf(reply.output), remainder: keptSplit(reply.output, order), negated };
  return { kind: 'refund-tried', trial };
}

interface Attempt {
  readonly asked: Asked;
  readonly approval: Approval;
  readonly msgid: string;
  readonly receiptNumber: string;
}

/** An answer that does not give back what was asked for is no answer: the refund is in doubt. */
function refundOf(answer: Refunded, { asked, approval, receiptNumber }: Attempt): Refund | string {
  const wrong = mismatch(answer, asked);
  if (wrong) return wrong;
  const { setlinfo, sim_remainder: remainder } = answer;
  const { setl_id: settlementId, sim_data_string: dataString, setl_time: time } = setlinfo;
  if (!settlementId || !dataString) return 'a refund without a number';
  const split = keptSplit(answer, asked.order);
  const anew = remainder?.setlinfo;
  if (split && !(anew?.setl_id && anew.sim_data_string)) return 'a remainder without a number';
  const { code, name } = approval.by;
  return {
    receiptNumber,
    time,
    approvedBy: { code, name },
    returned: parted(asked.order).returned,
    back: backOf(answer),
    negated: { settlementId, dataString },
    balanceAfter: split?.balanceAfter ?? setlinfo.balc,
    remainder:
      split && anew?.setl_id && anew.sim_data_string
        ? {
            by: 'network',
            settlementId: anew.setl_id,
            dataString: anew.sim_data_string,
            receiptNumber,
            time: anew.setl_time,
            split,
          }
        : undefined,
  };
}

/** The outcome is on disk before the center is told so; a confirm that fails leaves the row in flight, no more. */
async function complete(parts: CenterParts, attempt: Attempt, refund: Refund): Promise<VisitEvent> {
  const { client, store, clock } = parts;
  const { msgid, asked, receiptNumber } = attempt;
  const ticket = store.refunds.refunded(msgid, asked.order, refund, clock.now());
  const earlier = { psnNo: asked.psnNo, msgid, infno: '2208' } as const;
  try {
    const confirmed = await client.ask(confirm(earlier, receiptNumber));
    if (confirmed.at === 'answered') {
      const registration = await endConfirmed(parts, msgid, asked.order);
      if (registration.at === 'stays') return { kind: 'refunded', ticket, refund, stays: registration.said };
    }
  } catch (error) {
    // Given back and on disk: only the confirmation waits for reconciliation.
    diskProblem(error);
  }
  return { kind: 'refunded', ticket, refund };
}

function leaveInDoubt(parts: CenterParts, msgid: string, cause: string, problem?: Problem): VisitEvent {
  try {
    parts.store.journal.note(msgid, 'lost', cause, parts.clock.now());
  } catch (error) {
    // The intent is on disk, which is doubt enough.
    diskProblem(error);
  }
  return { kind: 'left-in-doubt', msgid, refusal: unreached({ at: 'unanswered', sent: 'maybe', cause }), problem };
}

/** Gives back what the trial showed. Answers `refunded`, `left-in-doubt`, or why nothing was given back. */
export async function refundCharge(parts: CenterParts, order: RefundOrder, approval: Approval): Promise<VisitEvent> {
  const asked = askedOf(order);
  if (!asked) return { kind: 'problem-met', problem: notNetworked };
  const { store, clock } = parts;
  const now = clock.now();
  const msgid = store.numbers.nextMessage(now);
  const attempt: Attempt = {
    asked,
    approval,
    msgid,
    receiptNumber: store.numbers.nextReceipt(dateOfTimestamp(now)),
  };
  const { holder } = order.ticket.patient;
  const intended = store.refunds.intend(
    {
      msgid,
      infno: '2208',
      psnNo: asked.psnNo,
      idNumber: holder.idNumber,
      patient: holder.name,
      visit: order.ticket.number,
      purpose: 'refund',
      amount: parted(order).total,
      subject: order,
    },
    now,
  );
  if (!intended.ok) return { kind: 'problem-met', problem: intended.error };
  try {
    return await send(parts, attempt);
  } catch (error) {
    // From the intent on, nothing is certain that is not on disk.
    return leaveInDoubt(parts, msgid, diskProblem(error).text.en);
  }
}

/** 2208 and what comes of it. */
async function send(parts: CenterParts, attempt: Attempt): Promise<VisitEvent> {
  const { asked, approval, msgid, receiptNumber } = attempt;
  const reply = await parts.client.send(refundRequests.refund(requestOf(asked), receiptNumber, approval.by), msgid);
  if (reply.at === 'answered') {
    const refund = refundOf(reply.output, attempt);
    return typeof refund === 'string' ? leaveInDoubt(parts, msgid, refund) : complete(parts, attempt, refund);
  }
  if (reply.at === 'unanswered' && reply.sent === 'maybe') {
    return leaveInDoubt(parts, msgid, reply.cause, reply.word);
  }
  parts.store.charges.release(msgid, reply.at === 'unanswered' ? 'dropped' : 'refused', undefined, parts.clock.now());
  return eventOf(reply);
}
