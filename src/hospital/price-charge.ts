// A trial: what the charge would come to. For a registration 2201, 2204, 2206A; for fees 2203A, 2204, 2206A. The
// messages that leave something at the center are journaled before they are sent; a trial that does not come off is
// taken back at once, as far as the line allows, and by reconciliation otherwise.

import type { z } from 'zod';
import { dateOfTimestamp } from '../domain/date.ts';
import type * as answers from './answers.ts';
import type { Reply } from './center-client.ts';
import { eventOfFailure, yearFor } from './identify.ts';
import * as requests from './requests.ts';
import { type CenterParts, undoSteps } from './steps-to-undo.ts';
import type { Intent, JournaledInfno } from './store/journal.ts';
import type { ChargeDraft, OrderLine, PricedLine, RegistrationChoice, SettledLine, Split } from './visit/charge.ts';
import type { CenterSideEvent } from './visit/events.ts';
import type { CardHolder, Insured } from './visit/people.ts';
import { centerProblem, type Problem, settledAccepted, settledUnknown } from './visit/problem.ts';
import type { Subject } from './visit/state.ts';

/** Who is charged for what, once the center knows them. */
export interface Charged {
  readonly holder: CardHolder;
  readonly insured: Insured;
  readonly choice: RegistrationChoice;
  readonly ticketNumber: string;
}

/** Undefined where the person was never identified: such a visit is not priced at the center. */
export function chargedOf(subject: Subject, ticketNumber: string): Charged | undefined {
  const { patient, choice } = subject.purpose === 'registration' ? subject : subject.ticket;
  if (patient.known !== 'by-center') return undefined;
  return { holder: patient.holder, insured: patient.insured, choice, ticketNumber };
}

export function splitOf(settlement: answers.Settlement, lines: readonly SettledLine[]): Split {
  const { setlinfo, setldetail, sim_trace: trace } = settlement;
  return {
    total: setlinfo.medfee_sumamt,
    fullSelfPay: setlinfo.fulamt_ownpay_amt,
    overCeiling: setlinfo.overlmt_selfpay,
    priorSelfPay: setlinfo.preselfpay_amt,
    inScope: setlinfo.inscp_scp_amt,
    deductibleTaken: setlinfo.act_pay_dedc,
    residentsFund: setlinfo.hifp_pay,
    employeesFund: setlinfo.hifob_pay,
    supplement: setlinfo.cvlserv_pay,
    fundTotal: setlinfo.fund_pay_sumamt,
    account: setlinfo.acct_pay,
    cash: setlinfo.psn_cash_pay,
    balanceAfter: setlinfo.balc,
    explanation: setldetail.map((detail) => `${detail.fund_pay_type_name}：${detail.setl_proc_info}`),
    ...(trace && { trace }),
    lines,
  };
}

type Priced = z.infer<typeof answers.pricedLines>['result'];

/** The center's figures beside our lines. Undefined where it does not answer for each of them, at our amount. */
function pricedLines(lines: readonly OrderLine[], batch: string, priced: Priced): readonly PricedLine[] | undefined {
  const beside = lines.flatMap((line, place): PricedLine[] => {
    const found = priced.find((each) => each.feedetl_sn === requests.lineSerial(batch, place));
    if (found?.det_item_fee_sumamt !== line.amount) return [];
    return [
      {
        ...line,
        serial: found.feedetl_sn,
        fullSelfPay: found.fulamt_ownpay_amt,
        overCeiling: found.overlmt_amt,
        priorSelfPay: found.preselfpay_amt,
        inScope: found.inscp_scp_amt,
      },
    ];
  });
  return beside.length === lines.length ? beside : undefined;
}

export function intentOf(
  infno: JournaledInfno,
  msgid: string,
  charged: Charged,
  subject: Subject,
  draft: ChargeDraft,
): Intent {
  return {
    msgid,
    infno,
    psnNo: charged.insured.psnNo,
    idNumber: charged.holder.idNumber,
    patient: charged.holder.name,
    visit: charged.ticketNumber,
    purpose: draft.purpose,
    amount: draft.total,
    subject,
  };
}

/** One journaled step: written, sent, and its outcome written. */
async function sendStep<Output>(
  parts: CenterParts,
  intent: Intent,
  message: requests.Message<Output>,
): Promise<Reply<Output>> {
  const { client, store, clock } = parts;
  store.journal.intend(intent, clock.now());
  const reply = await client.send(message, intent.msgid);
  switch (reply.at) {
    case 'answered':
      store.journal.note(intent.msgid, 'outcome', undefined, clock.now());
      break;
    case 'unanswered':
      store.journal.note(intent.msgid, reply.sent === 'no' ? 'dropped' : 'lost', reply.cause, clock.now());
      break;
    case 'refused':
      store.journal.note(intent.msgid, 'refused', reply.refusal.text, clock.now());
      break;
    case 'problem':
      store.journal.note(intent.msgid, 'refused', reply.problem.message, clock.now());
      break;
  }
  return reply;
}

async function openVisit(parts: CenterParts, subject: Subject, draft: ChargeDraft, charged: Charged) {
  const { client, store, clock } = parts;
  const { holder, insured, choice, ticketNumber } = charged;
  if (subject.purpose === 'registration') {
    const intent = intentOf('2201', store.numbers.nextMessage(clock.now()), charged, subject, draft);
    const reply = await sendStep(parts, intent, requests.register(holder, insured, choice, ticketNumber, clock.now()));
    return reply.at === 'answered' ? reply.output.data.mdtrt_id : reply;
  }
  const { registeredBy } = subject.ticket;
  const { diagnosis } = subject.orders;
  if (registeredBy.way !== 'network' || !diagnosis) return { at: 'problem', problem: noVisit } as const;
  const message = requests.diagnose(registeredBy.mdtrtId, insured.psnNo, choice, diagnosis, clock.now());
  const reply = await client.ask(message);
  return reply.at === 'answered' ? registeredBy.mdtrtId : reply;
}

const noVisit = centerProblem('该票未经医保挂号或没有诊断，不能联网结算');

/**
 * Fees that the center has settled while the ticket here still awaits payment, as after a backup was put back. A ticket
 * that another window has moved on meanwhile is not judged: that it is taken shows before anything is charged.
 */
function settledBefore({ store }: CenterParts, subject: Subject, standing: readonly string[]): Problem | undefined {
  if (subject.purpose === 'registration') return undefined;
  if (store.tickets.get(subject.ticket.number)?.stage.at !== 'ordered') return undefined;
  const unknown = standing.find((settlementId) => !store.corrections.hasAccepted(settlementId));
  if (unknown !== undefined) return settledUnknown(unknown);
  const [accepted] = standing;
  return accepted === undefined ? undefined : settledAccepted(accepted);
}

async function tryPrice(
  parts: CenterParts,
  subject: Subject,
  draft: ChargeDraft,
  charged: Charged,
): Promise<CenterSideEvent> {
  const { client, store, clock } = parts;
  const visit = await openVisit(parts, subject, draft, charged);
  if (typeof visit !== 'string') return eventOfFailure(visit);
  const batch = store.numbers.nextBatch(charged.ticketNumber);
  const { insured } = charged;
  const intent = intentOf('2204', store.numbers.nextMessage(clock.now()), charged, subject, draft);
  const lines = { mdtrtId: visit, psnNo: insured.psnNo, batch, lines: draft.lines };
  const sent = await sendStep(parts, intent, requests.feeLines(lines, clock.now()));
  if (sent.at !== 'answered') return eventOfFailure(sent);
  const priced = pricedLines(draft.lines, batch, sent.output.result);
  if (!priced) return { kind: 'problem-met', problem: centerProblem('中心返回的费用明细与上传的不一致') };
  const bill = { ...charged, purpose: draft.purpose, mdtrtId: visit, batch, total: draft.total };
  const trial = await client.ask(requests.trial(bill));
  if (trial.at !== 'answered') return eventOfFailure(trial);
  const before = settledBefore(parts, subject, trial.output.sim_standing ?? []);
  if (before) return { kind: 'problem-met', problem: before };
  const split = splitOf(trial.output, priced);
  const { kind } = charged.choice;
  const year = kind === 'ordinary' ? undefined : await yearFor(client, insured, kind, clock.now());
  if (year && !year.ok) return year.error;
  return {
    kind: 'priced',
    ticketNumber: charged.ticketNumber,
    batch,
    mdtrtId: visit,
    lines: priced,
    split,
    ...(trial.findings.length > 0 && { findings: trial.findings }),
    ...(year && { year: year.value }),
  };
}

/** Answers `priced`, or why not; then nothing of the attempt is left at the center, as far as the line allows. */
export async function priceCharge(parts: CenterParts, subject: Subject, draft: ChargeDraft): Promise<CenterSideEvent> {
  const { store, clock } = parts;
  const number =
    subject.purpose === 'registration' ? store.numbers.nextTicket(dateOfTimestamp(clock.now())) : subject.ticket.number;
  const charged = chargedOf(subject, number);
  if (!charged) return { kind: 'problem-met', problem: noVisit };
  // What an earlier attempt for this person left behind goes first; what a failing disk kept from being written off, too.
  const inDoubt = store.journal.inDoubtOf(charged.holder.idNumber);
  await undoSteps(parts, ({ idNumber, givenUp, owner }) => {
    return idNumber === charged.holder.idNumber && (givenUp || (owner === 'this' && !inDoubt));
  });
  const event = await tryPrice(parts, subject, draft, charged);
  if (event.kind !== 'priced') await abandonTrial(parts, number);
  return event;
}

/** Takes back what the trial of a ticket left at the center. What the line does not allow waits for reconciliation. */
export async function abandonTrial(parts: CenterParts, ticketNumber: string): Promise<boolean> {
  return undoSteps(parts, (row) => row.visit === ticketNumber);
}
