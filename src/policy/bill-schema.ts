// The shape of a bill in the format of `settle`, strict, and what must hold between its keys. Messages are the ids of
// bill-expectations.ts. Turning what passed into a bill is bill-input.ts.

import { z } from 'zod';
import { parseDate } from '../domain/date.ts';
import { parseDecimal4, parseRatio } from './exact.ts';
import { factValues } from './facts.ts';

/** Amounts stay below this many yuan, so that every sum and product of a year's bills is exact. */
const DIGITS_OF_LARGEST_AMOUNT = 9;
const LARGEST_AMOUNT = 10 ** DIGITS_OF_LARGEST_AMOUNT;
const MOST_LINES = 100_000;

const amountPattern = new RegExp(`^\\d{1,${DIGITS_OF_LARGEST_AMOUNT}}(\\.\\d{1,2})?$`);
const amount = z.string('amount').regex(amountPattern, 'amount');
const decimal = z.string('decimal').refine((text) => parseDecimal4(text) !== undefined, 'decimal');
const ratio = z.string('ratio').refine((text) => parseRatio(text) !== undefined, 'ratio');
const date = z.string('date').refine((text) => parseDate(text).ok, 'date');
const flag = z.boolean('flag').default(false);

const MOST_MONTHS = 1200;
const count = z.int('count').min(0, 'count').max(MOST_MONTHS, 'count');

const person = z.strictObject(
  {
    scheme: z.enum(factValues.scheme, 'scheme'),
    birth: date,
    status: z.enum(factValues.status, 'status'),
    veteranWorker: flag,
    modelWorker: flag,
    civilServant: z.enum(factValues.civilServant, 'civilServant').default('none'),
    contributionYears: count.optional(),
    monthsOfBreak: count.optional(),
    monthsSinceResumed: count.optional(),
    hardship: z.boolean('flag').optional(),
  },
  'person',
);

export const line = z.strictObject(
  {
    name: z.string('name').min(1, 'name'),
    class: z.enum(['A', 'B', 'C'], 'class'),
    price: decimal,
    quantity: decimal,
    ceiling: decimal.optional(),
    selfPayRatio: ratio.optional(),
    kind: z.enum(['drug', 'service', 'facility'], 'kind').optional(),
  },
  'line',
);

const nothingYet = '0.00';
const ledger = z.strictObject(
  {
    inScope: amount.default(nothingYet),
    deductible: amount.default(nothingYet),
    fund: amount.default(nothingYet),
    supplement: amount.default(nothingYet),
    ownBurden: amount.optional(),
    seriousIllness: amount.optional(),
    aid: amount.optional(),
  },
  'ledger',
);

const hospital = z.strictObject(
  {
    level: z.literal([1, 2, 3], 'level'),
    place: z.enum(factValues.place, 'place').optional(),
    kind: z.enum(factValues.hospitalKind, 'hospitalKind').optional(),
    designated: z.boolean('flag').optional(),
  },
  'hospital',
);
const household = z.strictObject({ members: count.min(1, 'count'), fund: amount.default(nothingYet) }, 'household');
const family = z.strictObject({ account: amount, used: amount.default(nothingYet) }, 'family');

const refund = z.strictObject(
  { date, lines: z.array(z.int('lineNumber').min(1, 'lineNumber'), 'refundLines').min(1, 'refundLines') },
  'refund',
);

/** The shape of a bill, without what no single key shows. */
export const billSchema = z.strictObject(
  {
    pack: z.string('pack').regex(/^[a-z0-9][a-z0-9.-]*(\+[a-z0-9][a-z0-9.-]*)*$/, 'pack'),
    date,
    person,
    hospital,
    visit: z.enum(factValues.visit, 'visit'),
    illness: z.union([z.string().regex(/^\d{1,4}$/), z.int().min(0).max(9999)], 'illness').optional(),
    criticalIllness: z.boolean('flag').optional(),
    urgent: z.boolean('flag').optional(),
    ledger: ledger.optional(),
    account: amount.default(nothingYet),
    household: household.optional(),
    family: family.optional(),
    lines: z.array(line, 'lines').min(1, 'lines').max(MOST_LINES, 'lines'),
    refund: refund.optional(),
  },
  'bill',
);

export type BillData = z.infer<typeof billSchema>;

interface Contradiction {
  readonly path: (string | number)[];
  readonly message: string;
}

/** A refund names lines of the bill, each once, on its day or later. */
function refundContradictions({ refund: given, date: day, lines }: BillData): Contradiction[] {
  if (!given) return [];
  const found: Contradiction[] = [];
  if (given.date < day) found.push({ path: ['refund', 'date'], message: 'refundDate' });
  for (const [index, number] of given.lines.entries()) {
    if (number > lines.length || given.lines.indexOf(number) !== index) {
      found.push({ path: ['refund', 'lines', index], message: 'lineNumber' });
    }
  }
  return found;
}

/** What no single key shows. Each names the key where it is to be mended. */
function contradictions(data: BillData): Contradiction[] {
  const found: Contradiction[] = [];
  const { scheme, status, birth } = data.person;
  const working = status === 'in-service' || status === 'retired';
  if (working !== (scheme === 'employee')) found.push({ path: ['person', 'status'], message: `${scheme}Status` });
  if (birth > data.date) found.push({ path: ['person', 'birth'], message: 'birthAfter' });
  if (data.visit === 'special-illness' && data.illness === undefined) {
    found.push({ path: ['illness'], message: 'illness' });
  }
  for (const [index, { price, quantity }] of data.lines.entries()) {
    if (Number(price) * Number(quantity) >= LARGEST_AMOUNT) {
      found.push({ path: ['lines', index, 'quantity'], message: 'largest' });
    }
  }
  found.push(...refundContradictions(data));
  return found;
}

/** A bill, with all that must hold of it. */
export const strictBill = billSchema.superRefine((data, context) => {
  for (const { path, message } of contradictions(data)) context.addIssue({ code: 'custom', path, message });
});
