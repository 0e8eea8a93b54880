// One visit in each state of the union, made by hand: for looking at screens, not for deciding anything.

import { dateOf, type Timestamp } from '../../../src/domain/date.ts';
import { fen, sumFen } from '../../../src/domain/money.ts';
import { type PromptId, promptText } from '../../../src/domain/prompt.ts';
import type { InFlight } from '../../../src/hospital/desk.ts';
import { backInCash, withRefund } from '../../../src/hospital/refund/standing.ts';
import type { RefundOrder, RefundState } from '../../../src/hospital/refund/state.ts';
import type { Charge, OrderLine, Orders, RegistrationChoice, Settled } from '../../../src/hospital/visit/charge.ts';
import { stepsAfterPrompt, troubled } from '../../../src/hospital/visit/next-steps.ts';
import type { Patient } from '../../../src/hospital/visit/people.ts';
import { centerClockBehind, clocksDiffer, refundRefused } from '../../../src/hospital/visit/problem.ts';
import type { Refusal, Subject, Ticket, VisitState } from '../../../src/hospital/visit/state.ts';
import { withFeesSettled } from '../../../src/hospital/visit/ticket-stages.ts';
import { departments, diagnoses, doctors, insuredOf, items, wang, zhao } from './people.ts';
import { refundOf, trialOf } from './scripted-refund.ts';
import { splitOf } from './split-of.ts';

const time = '2011-08-15 09:41:00' as Timestamp;
const msgid = 'H12990000001202108150941000001';

export const patient: Patient = { known: 'by-center', holder: wang, insured: insuredOf(wang) };
const choice: RegistrationChoice = {
  kind: 'ordinary',
  illness: undefined,
  department: departments[0]!,
  doctor: doctors[0]!,
};

const ordered = (index: number, quantity: string, amount: number): OrderLine => ({
  item: items[index]!,
  quantity,
  days: index === 0 ? 3 : undefined,
  amount: fen(amount),
});

export const lines = [ordered(0, '2', 2520), ordered(1, '1', 2000), ordered(2, '200', 30000)];
export const orders: Orders = { diagnosis: diagnoses[0], lines };
const split = splitOf(lines);
export const charge: Charge = { purpose: 'fees', batch: 'B1', lines, total: sumFen(lines.map(({ amount }) => amount)) };
const settled: Settled = {
  by: 'network',
  settlementId: '900001',
  dataString: '00012011081509410500017',
  receiptNumber: 'R0042',
  time,
  split,
};
const settledInCash: Settled = {
  by: 'cash',
  receiptNumber: 'R0043',
  time,
  because: 'month-unpaid',
  total: charge.total,
  lines,
};

export const ticket: Ticket = {
  number: '20110815-0042',
  date: dateOf('2011-08-15'),
  registeredAt: time,
  patient,
  choice,
  registeredBy: { way: 'network', mdtrtId: 'M1' },
  registrationFee: { ...settled, split: splitOf(lines.slice(1, 2)) },
  stage: { at: 'waiting' },
};
const tendered = { due: split.cash, tendered: fen(split.cash + 5000), change: fen(5000) };
const paid: Ticket = {
  ...withFeesSettled(ticket, orders, settled),
  stage: { at: 'paid', orders, settled, tendered, refunds: [] },
};
export const subject: Subject = { purpose: 'fees', ticket, orders };
const trial = { subject, charge, ticketNumber: ticket.number, mdtrtId: 'M1', split };
const goal = { to: 'register' } as const;

const promptIds: readonly PromptId[] = [
  'card-invalid',
  'inpatient',
  'center-call-failed',
  'no-outpatient-benefit',
  'person-unknown',
  'special-illness-lapsed',
  'wrong-pin',
  'waiting-period',
];
const texts: readonly { readonly id: PromptId; readonly text: string }[] = [
  { id: 'month-unpaid', text: '2011年8月未缴费，请用现金结算' },
  { id: 'open-reconciliation', text: '存在未完成的对账信息，提示海河市中医医院00022011081409310500017' },
  ...promptIds.map((id) => ({ id, text: promptText({ id } as Parameters<typeof promptText>[0]) })),
];

const context = {
  hospitalName: '海河市人民医院',
  slot: { at: 'none' },
  goal,
  inFlight: 0,
  registrationItem: undefined,
} as const;
const pricing: VisitState = { at: 'pricing', subject, charge };

export const prompts: readonly { readonly refusal: Refusal; readonly visit: VisitState }[] = texts.map(
  ({ id, text }) => {
    const refusal: Refusal = {
      prompt: id,
      text,
      stage: 'network',
      fact: {},
      also: [],
      ...(id === 'wrong-pin' ? { triesLeft: 3 } : {}),
    };
    return {
      refusal,
      visit: { at: 'refused', refusal, resume: pricing, options: stepsAfterPrompt(refusal, pricing, context) },
    };
  },
);

const order: RefundOrder = { purpose: 'refund', ticket: paid, returned: [{ place: 0, quantity: '1' }] };
const cashPaid: Ticket = { ...paid, stage: { at: 'paid', orders, settled: settledInCash, tendered, refunds: [] } };
const cashOrder: RefundOrder = { ...order, ticket: cashPaid };
const refunded = refundOf(order, { code: '1008', name: '何静宜' });

/** Why the center takes no registration back. */
const stays = 'input.data.mdtrt_id: 已有结算，须先退费 (something is settled for it: refund that first)';

const refunds: readonly RefundState[] = [
  { at: 'finding', wanted: { ticket: paid.number } },
  { at: 'choosing-ticket', holder: wang, tickets: [paid, cashPaid] },
  { at: 'choosing-lines', order: { ...order, returned: [] } },
  { at: 'choosing-lines', order },
  { at: 'trying', order },
  { at: 'trial-shown', order, trial: trialOf(order) },
  {
    at: 'trial-shown',
    order: cashOrder,
    trial: { back: backInCash(fen(1260)), remainder: 'cash', negated: undefined },
  },
  { at: 'in-doubt', order, msgid },
  { at: 'in-doubt', order, msgid, problem: centerClockBehind('2011-08-16 10:00:00' as Timestamp, '2011-08-17') },
  { at: 'refunded', ticket: withRefund(paid, refunded) ?? paid, refund: refunded },
  { at: 'refunded', ticket: withRefund(ticket, refunded) ?? ticket, refund: refunded, stays },
];

const states: readonly VisitState[] = [
  { at: 'awaiting-card' },
  { at: 'reading-card', goal },
  { at: 'entering-pin', holder: wang, goal },
  { at: 'verifying-pin', holder: wang, goal },
  { at: 'identifying', holder: wang, goal, ticket: undefined },
  { at: 'choosing', patient, payment: { way: 'network' } },
  { at: 'choosing', patient: { known: 'by-card', holder: zhao }, payment: { way: 'cash', because: 'month-unpaid' } },
  pricing,
  { at: 'trial-shown', ...trial, lines: split.lines },
  { at: 'settling', ...trial },
  { at: 'trial-shown-in-cash', subject, charge, because: 'month-unpaid', before: pricing },
  { at: 'settling-in-cash', subject, charge, because: 'month-unpaid', before: pricing },
  { at: 'cash-due', ticket, purpose: 'fees', settled, due: split.cash },
  { at: 'cash-due', ticket, purpose: 'registration', settled: settledInCash, due: charge.total },
  { at: 'taking-cash', ticket: paid, purpose: 'fees', tendered },
  { at: 'registered', ticket, tendered },
  { at: 'paid', ticket: paid, tendered },
  {
    at: 'paid',
    ticket: { ...paid, stage: { at: 'paid', orders, settled: settledInCash, tendered, refunds: [] } },
    tendered,
  },
  { at: 'consulting', ticket, orders: { diagnosis: undefined, lines: [] } },
  { at: 'consulting', ticket, orders: { ...orders, lines: Array.from({ length: 12 }, () => lines).flat() } },
  { at: 'orders-sent', ticket, orders },
  {
    at: 'problem',
    problem: {
      kind: 'nothing-to-pay',
      message: '没有待收费的处方',
      text: { zh: '没有待收费的处方', en: 'Nothing to pay' },
    },
    resume: pricing,
    options: [{ step: 'end-visit', disabled: undefined }],
  },
  ...refunds.map((refund): VisitState => ({ at: 'refunding', refund })),
  troubled(refundRefused('input.data.setl_id: 已超过可退费的天数 (too many days after the settlement)'), {
    at: 'refunding',
    refund: { at: 'choosing-lines', order },
  }),
  { at: 'in-doubt', subject, msgid, refusal: prompts[0]!.refusal },
  {
    ...{ at: 'in-doubt', subject, msgid, refusal: prompts[0]!.refusal },
    problem: centerClockBehind('2011-08-16 10:00:00' as Timestamp, '2011-08-17'),
  },
  { at: 'reconciling', subject, resume: { at: 'awaiting-card' } },
  {
    at: 'reconciled',
    outcomes: (['confirmed', 'reversed', 'dropped', 'open'] as const).map((verdict) => ({
      msgid,
      of: 'charge' as const,
      ticket: ticket.number,
      patient: '王秀兰',
      amount: fen(4820),
      verdict,
    })),
    resume: { at: 'awaiting-card' },
  },
  {
    at: 'reconciled',
    outcomes: [
      {
        ...{ msgid, of: 'refund', ticket: ticket.number, patient: '王秀兰', amount: fen(400) },
        ...{ verdict: 'registration-stays', said: stays },
      },
      ...(['registration-cancelled', 'registration-open'] as const).map((verdict) => ({
        ...{ msgid, of: 'refund' as const, ticket: ticket.number, patient: '王秀兰', amount: fen(400), verdict },
      })),
    ],
    resume: { at: 'awaiting-card' },
  },
  {
    at: 'reconciled',
    outcomes: [
      {
        ...{ msgid, of: 'charge', ticket: ticket.number, patient: '王秀兰', amount: fen(4820) },
        verdict: 'open',
      },
    ],
    problem: clocksDiffer('2011-08-13 10:00:00' as Timestamp, '2011-08-15 10:00:03'),
    resume: { at: 'in-doubt', subject, msgid, refusal: prompts[0]!.refusal },
  },
  troubled(clocksDiffer('2011-08-14 10:00:00' as Timestamp, '2011-08-15 10:00:03'), pricing),
  { at: 'card-pulled', holder: wang, resume: { at: 'entering-pin', holder: wang, goal } },
  { at: 'other-card', expected: wang, found: zhao, resume: { at: 'choosing', patient, payment: { way: 'network' } } },
];

export const namedStates: readonly { readonly name: string; readonly visit: VisitState }[] = [
  ...states.map((visit) => ({ name: visit.at, visit })),
  ...prompts.map(({ refusal, visit }) => ({ name: `refused ${refusal.prompt}`, visit })),
];

export function inFlight(count: number): InFlight[] {
  return Array.from({ length: count }, (_, index) => ({
    msgid,
    infno: '2207A',
    ticket: `20110815-00${10 + index}`,
    patient: '买买提·赵建国',
    amount: fen(123456 + index),
    since: time,
  }));
}
