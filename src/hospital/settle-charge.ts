// The settlement: intent on disk → 2207A → outcome on disk, in one transaction with the ticket → confirm. Wherever it is
// cut, the journal says enough for reconciliation to charge once or not at all.

import { dateOfTimestamp } from '../domain/date.ts';
import { formatYuan } from '../domain/money.ts';
import type * as answers from './answers.ts';
import type { Reply } from './center-client.ts';
import { unreached } from './center-client.ts';
import { eventOfFailure } from './identify.ts';
import { abandonTrial, type Charged, chargedOf, intentOf, splitOf } from './price-charge.ts';
import * as requests from './requests.ts';
import type { CenterParts } from './steps-to-undo.ts';
import { diskProblem } from './store/disk-failure.ts';
import type { Settled, Split } from './visit/charge.ts';
import type { Trial } from './visit/effects.ts';
import type { CenterSideEvent } from './visit/events.ts';
import { centerProblem, type Problem } from './visit/problem.ts';
import type { Ticket } from './visit/state.ts';
import { newTicket, withFeesSettled } from './visit/ticket-stages.ts';

interface Attempt {
  readonly trial: Trial;
  readonly charged: Charged;
  readonly msgid: string;
  readonly receiptNumber: string;
}

/** Both were read by splitOf: the same content has the same text. */
const sameText = (one: Split, other: Split) => JSON.stringify(one) === JSON.stringify(other);

/**
 * What was settled, told with the trace of its trial: it is the same computation. Where anything came out otherwise (the
 * ledger moved meanwhile), that trace is not of this settlement, and the center's sentences explain it alone.
 */
function splitSettled(answer: answers.Settlement, tried: Split): Split {
  const settled = splitOf(answer, tried.lines);
  if (settled.trace) return settled;
  const { trace, ...figures } = tried;
  return trace && sameText(settled, figures) ? { ...settled, trace } : settled;
}

/** An answer that does not settle what was asked is no answer: the settlement is in doubt. */
function settledOf(answer: answers.Settlement, attempt: Attempt): Extract<Settled, { by: 'network' }> | string {
  const { setlinfo } = answer;
  const { trial, receiptNumber } = attempt;
  if (!setlinfo.setl_id || !setlinfo.sim_data_string) return 'a settlement without a number';
  if (setlinfo.medfee_sumamt !== trial.charge.total) {
    return `settled ${formatYuan(setlinfo.medfee_sumamt)} in place of ${formatYuan(trial.charge.total)}`;
  }
  return {
    by: 'network',
    settlementId: setlinfo.setl_id,
    dataString: setlinfo.sim_data_string,
    receiptNumber,
    time: setlinfo.setl_time,
    split: splitSettled(answer, trial.split),
  };
}

function ticketAfter(parts: CenterParts, { trial }: Attempt, settled: Settled): Ticket {
  const { subject, ticketNumber, mdtrtId } = trial;
  if (subject.purpose === 'fees') return withFeesSettled(subject.ticket, subject.orders, settled);
  return newTicket(ticketNumber, subject, { way: 'network', mdtrtId }, settled, parts.clock.now());
}

/** The outcome is on disk before the center is told so; a confirm that fails leaves the row in flight, no more. */
async function complete(
  parts: CenterParts,
  attempt: Attempt,
  settled: Extract<Settled, { by: 'network' }>,
): Promise<CenterSideEvent> {
  const { client, store, clock } = parts;
  const { msgid, charged, trial, receiptNumber } = attempt;
  const ticket = ticketAfter(parts, attempt, settled);
  store.charges.settled(msgid, ticket, trial.charge.purpose, settled, clock.now());
  const earlier = { psnNo: charged.insured.psnNo, msgid, infno: '2207A' } as const;
  try {
    const confirmed = await client.ask(requests.confirm(earlier, receiptNumber));
    if (confirmed.at === 'answered') store.journal.note(msgid, 'confirmed', undefined, clock.now());
  } catch (error) {
    // Settled and on disk: only the confirmation waits for reconciliation.
    diskProblem(error);
  }
  return { kind: 'settled', ticket };
}

function leaveInDoubt(parts: CenterParts, msgid: string, cause: string, problem?: Problem): CenterSideEvent {
  try {
    parts.store.journal.note(msgid, 'lost', cause, parts.clock.now());
  } catch (error) {
    // The intent is on disk, which is doubt enough.
    diskProblem(error);
  }
  return { kind: 'left-in-doubt', msgid, refusal: unreached({ at: 'unanswered', sent: 'maybe', cause }), problem };
}

/** The center said no, or was never reached: nothing was charged, and nothing of the trial is left there. */
async function notCharged(
  parts: CenterParts,
  attempt: Attempt,
  reply: Exclude<Reply<unknown>, { at: 'answered' }>,
): Promise<CenterSideEvent> {
  const { msgid, trial } = attempt;
  const kind = reply.at === 'unanswered' ? 'dropped' : 'refused';
  parts.store.charges.release(msgid, kind, undefined, parts.clock.now());
  await abandonTrial(parts, trial.ticketNumber);
  return eventOfFailure(reply);
}

/** Settles what the trial showed. Answers `settled`, `left-in-doubt`, or why nothing was charged. */
export async function settleCharge(parts: CenterParts, trial: Trial): Promise<CenterSideEvent> {
  const { store, clock } = parts;
  const charged = chargedOf(trial.subject, trial.ticketNumber);
  if (!charged) return { kind: 'problem-met', problem: centerProblem('该患者未经医保中心确认身份') };
  const now = clock.now();
  const msgid = store.numbers.nextMessage(now);
  const attempt: Attempt = {
    trial,
    charged,
    msgid,
    receiptNumber: store.numbers.nextReceipt(dateOfTimestamp(now)),
  };
  const intended = store.charges.intend(intentOf('2207A', msgid, charged, trial.subject, trial.charge), now);
  if (!intended.ok) {
    await abandonTrial(parts, trial.ticketNumber);
    return { kind: 'problem-met', problem: intended.error };
  }
  try {
    return await send(parts, attempt);
  } catch (error) {
    // From the intent on, nothing is certain that is not on disk.
    return leaveInDoubt(parts, msgid, diskProblem(error).text.en);
  }
}

/** 2207A and what comes of it. */
async function send(parts: CenterParts, attempt: Attempt): Promise<CenterSideEvent> {
  const { charged, trial, msgid } = attempt;
  const { purpose, total, batch } = trial.charge;
  const bill = { ...charged, purpose, mdtrtId: trial.mdtrtId, batch, total };
  const reply = await parts.client.send(requests.settle(bill, trial.split, attempt.receiptNumber), msgid);
  if (reply.at === 'answered') {
    const settled = settledOf(reply.output, attempt);
    return typeof settled === 'string' ? leaveInDoubt(parts, msgid, settled) : complete(parts, attempt, settled);
  }
  if (reply.at === 'unanswered' && reply.sent === 'maybe') {
    return leaveInDoubt(parts, msgid, reply.cause, reply.word);
  }
  return notCharged(parts, attempt, reply);
}
