// Tickets and subjects as they lie on disk: JSON that is validated whenever it is read back. Nothing undefined is
// written; null on disk is undefined in memory.

import { z } from 'zod';
import { type CalendarDate, parseDate, type Timestamp } from '../../domain/date.ts';
import { fen } from '../../domain/money.ts';
import type { Refund } from '../refund/refund.ts';
import type { RefundOrder } from '../refund/state.ts';
import type { Orders, Settled, SettledLine } from '../visit/charge.ts';
import type { Patient } from '../visit/people.ts';
import type { SettlementTrace } from '../visit/settlement-trace.ts';
import type { MoneySubject, Subject, Ticket } from '../visit/state.ts';
import { packTrace, traceJson } from './trace-json.ts';

const text = z.string();
const amount = z.int().transform(fen);
const date = z
  .string()
  .refine((value) => parseDate(value).ok)
  .transform((value) => value as CalendarDate);
const time = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
  .transform((value) => value as Timestamp);

function maybe<Value>(schema: z.ZodType<Value>) {
  return schema.nullable().transform((value): Value | undefined => value ?? undefined);
}

const facts = { idNumber: text, name: text, sex: z.enum(['male', 'female']), birth: date };

const shown = z.discriminatedUnion('by', [
  z.object({ by: z.literal('social-security-card'), cardIdentification: text, cardNumber: text, ...facts }),
  z.object({ by: z.literal('id-card'), ...facts }),
  z.object({ by: z.literal('e-voucher'), code: text, ...facts }),
]);

/** Tickets that were written when there were only social-security cards do not say what was shown. */
const holder = z.preprocess(
  (value) =>
    typeof value === 'object' && value !== null && !('by' in value) ? { by: 'social-security-card', ...value } : value,
  shown,
);

const insured = z.object({
  psnNo: text,
  name: text,
  idNumber: text,
  sex: z.enum(['male', 'female']),
  birth: date,
  age: z.int(),
  scheme: z.enum(['employee', 'resident']),
  status: z.enum(['in-service', 'retired', 'adult', 'minor']),
  veteranWorker: z.boolean(),
  modelWorker: z.boolean(),
  civilServant: z.enum(['none', 'in-service', 'retired', 'privileged']),
  employer: maybe(text),
  account: amount,
  year: z.object({
    /** Not said by files of before there were two. */
    ledger: z.enum(['outpatient', 'special-illness']).default('outpatient'),
    inScope: amount,
    deductibleTaken: amount,
    deductible: maybe(amount),
    limit: maybe(amount),
    fund: amount,
  }),
  specialIllnesses: z.array(z.object({ code: text, name: text, from: date, until: date })),
});

const patient: z.ZodType<Patient> = z.discriminatedUnion('known', [
  z.object({ known: z.literal('by-card'), holder }),
  z.object({ known: z.literal('by-center'), holder, insured }),
]);

const choice = z.object({
  kind: z.enum(['ordinary', 'emergency', 'special-illness']),
  illness: maybe(z.object({ code: text, name: text })),
  department: z.object({ code: text, name: text, initials: text, registrationItem: text }),
  doctor: z.object({ code: text, name: text }),
});

const item = z.object({
  code: text,
  name: text,
  initials: text,
  category: z.enum(['drug', 'service', 'facility']),
  class: z.enum(['A', 'B', 'C']),
  specification: text,
  unit: text,
  price: text,
  selfPayRatio: text,
  ceiling: maybe(text),
});
const line = z.object({
  item,
  quantity: text,
  days: maybe(z.number()),
  amount,
  consent: z.literal(true).optional(),
});
/** Old tickets say of no line which number it has at the center. */
const numberedLine = line.extend({ serial: maybe(text).optional() });
const pricedLine = numberedLine.extend({
  fullSelfPay: amount,
  overCeiling: amount,
  priorSelfPay: amount,
  inScope: amount,
});
/** Of what was kept after a refund the center tells the sums only. */
const settledLine: z.ZodType<SettledLine> = z.union([pricedLine, numberedLine]);
const orders: z.ZodType<Orders> = z.object({
  diagnosis: maybe(z.object({ code: text, name: text, initials: text })),
  lines: z.array(line),
});

const split = z.object({
  total: amount,
  fullSelfPay: amount,
  overCeiling: amount,
  priorSelfPay: amount,
  inScope: amount,
  deductibleTaken: amount,
  residentsFund: amount,
  employeesFund: amount,
  supplement: amount,
  fundTotal: amount,
  account: amount,
  cash: amount,
  balanceAfter: amount,
  explanation: z.array(text),
  trace: traceJson.optional(),
  lines: z.array(settledLine),
});

const settled: z.ZodType<Settled> = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('network'),
    settlementId: text,
    dataString: text,
    receiptNumber: text,
    time,
    split,
  }),
  z.object({
    by: z.literal('cash'),
    receiptNumber: text,
    time,
    because: maybe(text),
    total: amount,
    lines: z.array(line),
  }),
]);

const tendered = z.object({ due: amount, tendered: amount, change: amount });

const refund: z.ZodType<Refund> = z.object({
  receiptNumber: text,
  time,
  approvedBy: z.object({ code: text, name: text }),
  returned: z.array(line),
  back: z.object({ total: amount, fund: amount, account: amount, cash: amount }),
  negated: maybe(z.object({ settlementId: text, dataString: text })),
  balanceAfter: maybe(amount),
  remainder: maybe(settled),
});

const ticket: z.ZodType<Ticket> = z.object({
  number: text,
  date,
  registeredAt: time,
  patient,
  choice,
  registeredBy: z.discriminatedUnion('way', [
    z.object({ way: z.literal('network'), mdtrtId: text }),
    z.object({ way: z.literal('cash') }),
  ]),
  registrationFee: settled,
  stage: z.discriminatedUnion('at', [
    z.object({ at: z.literal('fee-due'), due: amount }),
    z.object({ at: z.literal('waiting') }),
    z.object({ at: z.literal('cancelling'), msgid: text }),
    z.object({ at: z.literal('cancelled'), refund: maybe(refund) }),
    z.object({ at: z.literal('ordered'), orders }),
    z.object({ at: z.literal('in-doubt'), orders, msgid: text }),
    z.object({ at: z.literal('cash-due'), orders, settled, due: amount }),
    // Tickets of before there were refunds have none.
    z.object({
      at: z.literal('paid'),
      ...{ orders, settled, tendered, refunds: z.array(refund).default([]), acceptedRefund: maybe(text).optional() },
    }),
    z.object({ at: z.literal('accepted'), settlementId: text, orders: maybe(orders) }),
  ]),
});

const subject: z.ZodType<Subject> = z.discriminatedUnion('purpose', [
  z.object({ purpose: z.literal('registration'), patient, choice }),
  z.object({ purpose: z.literal('fees'), ticket, orders }),
]);

const refundOrder: z.ZodType<RefundOrder> = z.object({
  purpose: z.literal('refund'),
  ticket,
  returned: z.array(z.object({ place: z.int(), quantity: text })),
});

const intentSubject: z.ZodType<MoneySubject> = z.union([subject, refundOrder]);

function encode(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (part === undefined ? null : part));
}

/**
 * The trace of the registration fee is kept until the fee is in the till. A queue of waiting patients is read again and
 * again, and must not carry a page of rules for each of them.
 */
function light(value: Ticket): object {
  const { registrationFee, stage } = value;
  if (registrationFee.by !== 'network') return value;
  const { trace, ...figures } = registrationFee.split;
  const split = trace && stage.at === 'fee-due' ? { ...figures, trace: packTrace(trace) } : figures;
  return { ...value, registrationFee: { ...registrationFee, split } };
}

/** How the amounts of its bill came about, which lies beside the ticket. */
export function traceOf({ stage }: Ticket): SettlementTrace | undefined {
  return 'settled' in stage && stage.settled.by === 'network' ? stage.settled.split.trace : undefined;
}

function explained(value: Ticket, trace: SettlementTrace | undefined): Ticket {
  const { stage } = value;
  if (!('settled' in stage) || stage.settled.by !== 'network') return value;
  const { trace: _before, ...figures } = stage.settled.split;
  const split = trace ? { ...figures, trace } : figures;
  return { ...value, stage: { ...stage, settled: { ...stage.settled, split } } };
}

/** Without how what a refund kept came about: the screen that has just given it back knows, and nobody else asks. */
function keptUnexplained(refund: Refund): Refund {
  const { remainder } = refund;
  if (remainder?.by !== 'network') return refund;
  const { trace: _trace, ...split } = remainder.split;
  return { ...refund, remainder: { ...remainder, split } };
}

function refundsUnexplained(value: Ticket): Ticket {
  const { stage } = value;
  if (stage.at !== 'paid' || stage.refunds.length === 0) return value;
  return { ...value, stage: { ...stage, refunds: stage.refunds.map(keptUnexplained) } };
}

const bodyOf = (value: Ticket) => light(refundsUnexplained(explained(value, undefined)));

/** Without the trace of its bill. */
export function encodeTicket(value: Ticket): string {
  return encode(bodyOf(value));
}

export function encodeTrace(trace: SettlementTrace): string {
  return JSON.stringify(packTrace(trace));
}

/** Throws where the text is no ticket: the file was changed by another hand. */
export function decodeTicket(json: string): Ticket {
  return ticket.parse(JSON.parse(json));
}

/** The ticket with the trace that lies beside it. Throws where that is none. */
export function withTrace(value: Ticket, json: string | null): Ticket {
  return json === null ? value : explained(value, traceJson.parse(JSON.parse(json)));
}

export function encodeSubject(value: MoneySubject): string {
  return encode(value.purpose === 'registration' ? value : { ...value, ticket: bodyOf(value.ticket) });
}

/** Throws where the text is no subject: the file was changed by another hand. */
export function decodeSubject(json: string): MoneySubject {
  return intentSubject.parse(JSON.parse(json));
}
