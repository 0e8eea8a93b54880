// What a scenario file may say: who comes with which card, what is done at the window, and what must be seen.
// One step a line; every step is a mapping with exactly one key, the step's name.

import { z } from 'zod';
import { promptStages } from '../../domain/prompt.ts';

const yuan = z.string().regex(/^\d{1,9}\.\d{2}$/, 'yuan in quotes with two decimals, as in "25.20"');
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day as yyyy-MM-dd');
const promptIds = [...new Set(promptStages.map((stage) => stage.prompt))];

const registration = z.strictObject({
  department: z.string(),
  kind: z.enum(['ordinary', 'emergency', 'special-illness']).default('ordinary'),
  /** Special-illness code, for that kind only. */
  illness: z.string().optional(),
});

const orders = z.strictObject({
  diagnosis: z.string(),
  lines: z
    .array(
      z.strictObject({
        item: z.string(),
        quantity: z.string().regex(/^\d{1,6}(\.\d{1,4})?$/, 'a quantity in quotes with at most four decimals'),
        days: z.int().min(1).max(365).optional(),
      }),
    )
    .min(1),
});

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
  /** The visit's state, as the union names it. */
  at: z.string().optional(),
  prompt: z.enum(promptIds).optional(),
  /** The kind of what stands in the way without being a prompt. */
  problem: z.string().optional(),
  /** The prompt's text, exactly. `{data}` stands for any 23-character data string. */
  text: z.string().optional(),
  triesLeft: z.int().min(0).max(15).optional(),
  /** Steps that must be offered, and no others. */
  offers: z.array(z.enum(['retry', 'settle-in-cash', 'reconcile', 'end-visit'])).optional(),
  split: split.optional(),
  due: yuan.optional(),
  change: yuan.optional(),
  /** Pieces of text that the receipt bears. */
  receipt: z.array(z.string()).optional(),
  verdicts: z.array(z.enum(['confirmed', 'reversed', 'dropped', 'open'])).optional(),
  inFlight: z.int().min(0).optional(),
  /** The year's figures of the person at the window, asked of the center afterwards. */
  year: z.strictObject({ inScope: yuan.optional(), deductible: yuan.optional(), fund: yuan.optional() }).optional(),
  account: yuan.optional(),
});

const mending = z.union([
  z.strictObject({ pay: z.string() }),
  z.strictObject({ discharge: z.string() }),
  /** `at`: the hospital's number or code. */
  z.strictObject({ renew: z.string(), illness: z.string(), at: z.string() }),
  z.strictObject({ card: z.string(), state: z.enum(['normal', 'lost', 'cancelled']) }),
]);

export const stepSchemas = {
  insert: z.string(),
  /** Lays the identity card of whoever holds this card on its reader. */
  'id-card': z.string(),
  'remove-id-card': z.null(),
  /** Scans the e-voucher of whoever holds this card; or whatever is scanned, in quotes. */
  voucher: z.union([z.strictObject({ of: z.string() }), z.strictObject({ digits: z.string() })]),
  remove: z.null(),
  fault: z.strictObject({
    name: z.string(),
    times: z.int().min(1).optional(),
    at: z.enum(['reader', 'id-reader']).default('reader'),
  }),
  clear: z.null(),
  line: z.enum(['up', 'down', 'cut-after-arrival']),
  pin: z.string(),
  register: registration,
  /** Opens the patient's ticket at the doctor's, orders, sends. */
  consult: orders,
  /** Opens the pay station; the card in the reader leads to its ticket. */
  pay: z.null(),
  confirm: z.null(),
  tender: z.union([z.literal('exact'), yuan]),
  choose: z.enum(['retry', 'settle-in-cash', 'reconcile', 'end-visit']),
  reconcile: z.null(),
  back: z.null(),
  /** The patient walks to another hospital's window (number or code); the window left keeps its state. */
  hospital: z.string(),
  /** The window's process ends at once and is started again on the same data. */
  restart: z.null(),
  /** Someone outside does what the remedy says; cards and people by their card's id. */
  mend: mending,
  expect: expectation,
} as const;

export type StepName = keyof typeof stepSchemas;
export type Step = {
  readonly [Name in StepName]: { readonly name: Name; readonly value: z.output<(typeof stepSchemas)[Name]> };
}[StepName];
export type Expectation = z.output<typeof expectation>;
export type RegistrationStep = z.output<typeof registration>;
export type OrdersStep = z.output<typeof orders>;
export type Mending = z.output<typeof mending>;

export const scenarioHead = z.strictObject({
  title: z.string(),
  about: z.string().optional(),
  date: date.optional(),
  time: z
    .string()
    .regex(/^\d{2}:\d{2}:\d{2}$/, 'a time in quotes as "HH:mm:ss"')
    .optional(),
  /** Where the patient comes first: a hospital's number or code. */
  hospital: z.string(),
  steps: z.array(z.record(z.string(), z.unknown())).min(1),
});

export interface PlacedStep {
  readonly step: Step;
  readonly line: number;
}

export interface Scenario {
  readonly file: string;
  readonly title: string;
  readonly date: string | undefined;
  readonly time: string | undefined;
  readonly hospital: string;
  readonly steps: readonly PlacedStep[];
}
