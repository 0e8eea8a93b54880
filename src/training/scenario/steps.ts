// The steps of a scenario: what people do at a window, at its reader or outside, and what must be seen then.
// One step a line; every step is a mapping with exactly one key, the step's name. An event log is written in the same words.

import { z } from 'zod';
import { promptStages } from '../../domain/prompt.ts';
import { expects } from './schema-words.ts';

const yuan = z.string().regex(/^\d{1,9}\.\d{2}$/, expects.yuan);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, expects.day);
/** What may come next for a row of the day's end; the last two are nobody's to do at this window. */
export const rowSteps = ['confirm', 'reverse', 'accept', 'cancel', 'look', 'wait'] as const;
const promptIds = [...new Set(promptStages.map((stage) => stage.prompt))];

const registration = z.strictObject({
  department: z.string(),
  /** The doctor's code; absent: whoever is first there. */
  doctor: z.string().optional(),
  kind: z.enum(['ordinary', 'emergency', 'special-illness']).default('ordinary'),
  /** Special-illness code, for that kind only. */
  illness: z.string().optional(),
});

const supply = {
  quantity: z.string().regex(/^\d{1,6}(\.\d{1,4})?$/, expects.quantity),
  days: z.int().min(1).max(365).optional(),
};
const orderLine = z.strictObject({ item: z.string(), ...supply });

const orders = z.strictObject({ diagnosis: z.string(), lines: z.array(orderLine).min(1) });

const split = z.strictObject({
  total: yuan.optional(),
  fullSelfPay: yuan.optional(),
  overCeiling: yuan.optional(),
  priorSelfPay: yuan.optional(),
  inScope: yuan.optional(),
  deductibleTaken: yuan.optional(),
  fund: yuan.optional(),
  supplement: yuan.optional(),
  account: yuan.optional(),
  cash: yuan.optional(),
  balanceAfter: yuan.optional(),
});

const expectation = z.strictObject({
  /** The visit's state, as the union names it; of a refund also the refund's, as in `refunding trial-shown`. */
  at: z.string().optional(),
  prompt: z.enum(promptIds).optional(),
  /** The kind of what stands in the way without being a prompt, and a piece of what is said of it. */
  problem: z.string().optional(),
  says: z.string().optional(),
  /** What real-time review found, by the names of the rules, in order. */
  review: z.array(z.string()).optional(),
  /** The prompt's text, exactly. `{data}` stands for any 23-character data string. */
  text: z.string().optional(),
  triesLeft: z.int().min(0).max(15).optional(),
  /** Steps that must be offered, and no others. */
  offers: z.array(z.enum(['retry', 'settle-in-cash', 'reconcile', 'end-visit'])).optional(),
  split: split.optional(),
  /** What comes back, in a trial or done: of the bill, to the fund, to the account, in cash. */
  back: z
    .strictObject({
      total: yuan.optional(),
      fund: yuan.optional(),
      account: yuan.optional(),
      cash: yuan.optional(),
    })
    .optional(),
  due: yuan.optional(),
  change: yuan.optional(),
  /** Pieces of text that the receipt bears. */
  receipt: z.array(z.string()).optional(),
  verdicts: z.array(z.enum(['confirmed', 'reversed', 'dropped', 'open'])).optional(),
  inFlight: z.int().min(0).optional(),
  /** The day that was stated, as both sides have it; `failed`: the center did not answer. */
  day: z.enum(['flat', 'not-flat', 'failed']).optional(),
  /** What comes next for each of its rows that is not done with, in order. */
  rows: z.array(z.enum(rowSteps)).optional(),
  /** The latest day that is closed here. */
  closed: day.optional(),
  /** The year's figures of the person at the window, asked of the center afterwards. */
  year: z.strictObject({ inScope: yuan.optional(), deductible: yuan.optional(), fund: yuan.optional() }).optional(),
  account: yuan.optional(),
});

const mending = z.union(
  [
    z.strictObject({ pay: z.string() }),
    z.strictObject({ discharge: z.string() }),
    /** `at`: the hospital's number or code. */
    z.strictObject({ renew: z.string(), illness: z.string(), at: z.string() }),
    z.strictObject({ card: z.string(), state: z.enum(['normal', 'lost', 'cancelled']) }),
    /** The center finds that no waiting period had begun. */
    z.strictObject({ 'end-waiting': z.string() }),
    /** Ordinary outpatient care joins the benefits. */
    z.strictObject({ grant: z.string() }),
    /** Whoever holds the card becomes known to the center, as an employee who pays individually. */
    z.strictObject({ enrol: z.string() }),
    /** The card becomes known to the center. */
    z.strictObject({ issue: z.string() }),
  ],
  expects.mend,
);

/** The other way about: what happens to people, so that a prompt arises. */
const mishap = z.union(
  [
    /** The month of the business date was not paid after all. */
    z.strictObject({ unpay: z.string() }),
    z.strictObject({ admit: z.string(), at: z.string() }),
    /** The registration for an illness ended yesterday. */
    z.strictObject({ lapse: z.string(), illness: z.string() }),
  ],
  expects.befall,
);

/** Somebody by their number; no password is ever written down, only that it was not theirs. */
const proof = z.strictObject({ by: z.string(), password: z.literal('wrong').optional() });

const approvedFor = z.enum(['refund', 'reversal', 'reconcile-for-another']);

/** A row of the stated day: what comes next for it must be that. */
const mendingOf = {
  do: z.enum(rowSteps).exclude(['look', 'wait']),
  /** The second person's number, where the row needs one. */
  by: z.string().optional(),
  /** The row is a refund. */
  refund: z.literal(true).optional(),
};

export const stepSchemas = {
  insert: z.string(),
  /** Lays the identity card of whoever holds this card on its reader. */
  'id-card': z.string(),
  'remove-id-card': z.null(),
  /** Scans the e-voucher of whoever holds this card; or whatever is scanned, in quotes. */
  voucher: z.union([z.strictObject({ of: z.string() }), z.strictObject({ digits: z.string() })], expects.voucher),
  remove: z.null(),
  fault: z.strictObject({
    name: z.string(),
    times: z.int().min(1).optional(),
    at: z.enum(['reader', 'id-reader']).default('reader'),
  }),
  clear: z.null(),
  line: z.enum(['up', 'down', 'cut-after-arrival']),
  /** Six digits; or whether it is the practice PIN of whoever is at the window, as a log keeps it. */
  pin: z.union([z.enum(['right', 'wrong']), z.string().regex(/^\d{6}$/, expects.pin)], expects.pin),
  register: registration,
  /** Opens the patient's ticket at the doctor's, orders, sends. */
  consult: orders,
  /** Opens the pay station; the card in the reader leads to its ticket. */
  pay: z.null(),
  /** The single steps of a consultation, as they are done by hand. `of`: whose ticket, by their card; else its number. */
  open: z.union(
    [
      z.strictObject({ of: z.string(), to: z.enum(['consult', 'pay']) }),
      z.strictObject({ ticket: z.string(), to: z.enum(['consult', 'pay']) }),
    ],
    expects.open,
  ),
  diagnose: z.string(),
  order: orderLine,
  /** Takes a line away again, counted from 1. */
  strike: z.int().min(1),
  /** Quantity and days of an ordered line, counted from 1. */
  change: z.strictObject({ line: z.int().min(1), ...supply }),
  send: z.null(),
  station: z.enum(['register', 'consult', 'pay', 'refund']),
  /** Opens a paid ticket at the refund station. `of`: the newest that this card's holder has paid, else registered; or its number. */
  refund: z.union(
    [z.strictObject({ of: z.string() }), z.strictObject({ ticket: z.string(), of: z.string().optional() })],
    expects.refund,
  ),
  /** Gives back so much of a line, counted from 1; without a quantity all of it, with "0" none. */
  return: z.strictObject({
    line: z.int().min(1),
    quantity: z
      .string()
      .regex(/^\d{1,6}(\.\d{1,4})?$/, expects.quantity)
      .optional(),
  }),
  /**
   * A second person's word for the refund on the screen, by their number; in practice their password is known. `wrong`: they
   * mistype it, which costs one of their tries. `for`: another thing than a refund that was asked for in vain.
   */
  approve: z.strictObject({ ...proof.shape, for: approvedFor.optional() }),
  /** Somebody else takes the counter over, by their number. */
  'sign-in': proof,
  /** Until somebody signs in. */
  lock: z.null(),
  confirm: z.null(),
  tender: z.union([z.literal('exact'), yuan], expects.tender),
  choose: z.enum(['retry', 'settle-in-cash', 'reconcile', 'end-visit']),
  reconcile: z.null(),
  back: z.null(),
  /** At the station of reconciliation: states a day to the center. */
  'state-day': day,
  /** The same, and the day's copies are made: the day's end. */
  'close-day': day,
  /** Puts a row of the stated day right: the first one of this card's holder for which that comes next, or by its settlement. */
  'mend-row': z.union(
    [z.strictObject({ of: z.string(), ...mendingOf }), z.strictObject({ settlement: z.string(), ...mendingOf })],
    expects.mendRow,
  ),
  /** The patient walks to another hospital's window (number or code); the window left keeps its state. */
  hospital: z.string(),
  /** The window's process ends at once and is started again on the same data. */
  restart: z.null(),
  /** The data file of this hospital, or the center's, is lost: everything is started again on its newest copy. */
  restore: z.enum(['hospital', 'center']),
  /** So many days go by: the patient takes the card home, the window is left at its first station until then. */
  'days-pass': z.int().min(1).max(366),
  /** Someone outside does what the remedy says; cards and people by their card's id. */
  mend: mending,
  /** The clerk of a hospital (number or code) reconciles there, while the patient stays where they are. */
  'reconcile-at': z.string(),
  /** Something happens to somebody, before or while they are at the window. */
  befall: mishap,
  expect: expectation,
} as const;

export type StepName = keyof typeof stepSchemas;
export type Step = {
  readonly [Name in StepName]: { readonly name: Name; readonly value: z.output<(typeof stepSchemas)[Name]> };
}[StepName];
export type Expectation = z.output<typeof expectation>;
export type RegistrationStep = z.output<typeof registration>;
export type ProofStep = z.output<typeof proof>;
export type RefundStep = z.output<typeof stepSchemas.refund>;
export type MendRowStep = z.output<(typeof stepSchemas)['mend-row']>;
export type OrdersStep = z.output<typeof orders>;
export type OrderStep = z.output<typeof orderLine>;
export type Mending = z.output<typeof mending>;
export type Mishap = z.output<typeof mishap>;
