// Reads a bill in the format of `settle` (YAML or JSON), strictly: an unknown key, a missing one, an amount that is not
// quoted text or does not fit is refused with its place. What a pack must know of it is checked by `fitsPack`.

import { z } from 'zod';
import { dateOf, parseDate } from '../domain/date.ts';
import type { Text } from '../domain/language.ts';
import { type Fen, parseYuan, zeroFen } from '../domain/money.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import type { Bill, BillLine } from './bill.ts';
import { billExpectations } from './bill-expectations.ts';
import { parseDecimal4, parseRatio } from './exact.ts';
import { factValues } from './facts.ts';
import type { Pack } from './pack.ts';
import { complaints, type InputProblem, type PositionedYaml, readPositioned } from './positioned-yaml.ts';
import { covers } from './settle.ts';

export interface BillInput {
  /** The pack's name, with variants behind plus signs. */
  readonly pack: string;
  readonly bill: Bill;
}

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

const person = z.strictObject(
  {
    scheme: z.enum(factValues.scheme, 'scheme'),
    birth: date,
    status: z.enum(factValues.status, 'status'),
    veteranWorker: flag,
    modelWorker: flag,
    civilServant: z.enum(factValues.civilServant, 'civilServant').default('none'),
  },
  'person',
);

const line = z.strictObject(
  {
    name: z.string('name').min(1, 'name'),
    class: z.enum(['A', 'B', 'C'], 'class'),
    price: decimal,
    quantity: decimal,
    ceiling: decimal.optional(),
    selfPayRatio: ratio.optional(),
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
  },
  'ledger',
);

const billSchema = z.strictObject(
  {
    pack: z.string('pack').regex(/^[a-z0-9][a-z0-9.-]*(\+[a-z0-9][a-z0-9.-]*)*$/, 'pack'),
    date,
    person,
    hospital: z.strictObject({ level: z.literal([1, 2, 3], 'level') }, 'hospital'),
    visit: z.enum(factValues.visit, 'visit'),
    illness: z.union([z.string().regex(/^\d{1,4}$/), z.int().min(0).max(9999)], 'illness').optional(),
    ledger: ledger.optional(),
    account: amount.default(nothingYet),
    lines: z.array(line, 'lines').min(1, 'lines').max(MOST_LINES, 'lines'),
  },
  'bill',
);

type BillData = z.infer<typeof billSchema>;

/** What no single key shows. Each names the key where it is to be mended. */
function contradictions(data: BillData): { readonly path: (string | number)[]; readonly message: string }[] {
  const found: { path: (string | number)[]; message: string }[] = [];
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
  return found;
}

const strictBill = billSchema.superRefine((data, context) => {
  for (const { path, message } of contradictions(data)) context.addIssue({ code: 'custom', path, message });
});

function fenOf(text: string): Fen {
  const parsed = parseYuan(text);
  return parsed.ok ? parsed.value : zeroFen;
}

function lineOf(data: z.infer<typeof line>): BillLine {
  const { name, class: itemClass, price, quantity, ceiling, selfPayRatio } = data;
  return {
    name,
    class: itemClass,
    price,
    quantity,
    ...(ceiling === undefined ? {} : { ceiling }),
    ...(selfPayRatio === undefined ? {} : { selfPayRatio }),
  };
}

function inputOf(data: BillData): BillInput {
  const before = data.ledger;
  return {
    pack: data.pack,
    bill: {
      date: dateOf(data.date),
      person: { ...data.person, birth: dateOf(data.person.birth) },
      hospitalLevel: data.hospital.level,
      visit: data.visit,
      ...(data.illness === undefined ? {} : { illness: String(data.illness) }),
      ledger: {
        inScope: before ? fenOf(before.inScope) : zeroFen,
        deductible: before ? fenOf(before.deductible) : zeroFen,
        fund: before ? fenOf(before.fund) : zeroFen,
        supplement: before ? fenOf(before.supplement) : zeroFen,
      },
      account: fenOf(data.account),
      lines: data.lines.map(lineOf),
    },
  };
}

/** A bill from a value that was already parsed; undefined where anything is wrong with it (read the text to learn what). */
export function billFromValue(value: unknown): BillInput | undefined {
  const checked = strictBill.safeParse(value);
  return checked.success ? inputOf(checked.data) : undefined;
}

/** A bill from a parsed document, with every complaint in its place. */
export function billFromPositioned(yaml: PositionedYaml): Result<BillInput, InputProblem[]> {
  const checked = strictBill.safeParse(yaml.content);
  return checked.success
    ? ok(inputOf(checked.data))
    : failure(complaints(yaml, checked.error.issues, billExpectations));
}

/** What is wrong with a value as a bill: keys and expectations, without places. */
export function billComplaints(value: unknown): { readonly key: string; readonly expected: Text }[] {
  const nowhere = { file: '', content: value, positionOf: () => origin, positionOfKey: () => origin };
  const read = billFromPositioned(nowhere);
  return read.ok ? [] : read.error;
}

const origin = { line: 1, column: 1 };

/** A bill from text. `file` is what complaints call it. */
export function billFromText(
  text: string,
  file: string,
): Result<{ readonly input: BillInput; readonly yaml: PositionedYaml }, InputProblem[]> {
  const yaml = readPositioned(text, file);
  if (!yaml.ok) return yaml;
  const input = billFromPositioned(yaml.value);
  return input.ok ? ok({ input: input.value, yaml: yaml.value }) : input;
}

/** What the pack cannot settle in a bill: the key at fault and what it would take; undefined where all is well. */
export function misfit(
  pack: Pack,
  bill: Bill,
): { readonly path: string[]; readonly expected: InputProblem['expected'] } | undefined {
  if (bill.date < pack.since) {
    const expected = {
      zh: `${pack.since} 或以后的日期（规则包 ${pack.id}）`,
      en: `${pack.since} or a later day (pack ${pack.id})`,
    };
    return { path: ['date'], expected };
  }
  if (!covers(pack, bill)) {
    const expected = {
      zh: `规则包 ${pack.id} 有规定的就诊类别`,
      en: `a kind of visit that pack ${pack.id} has a rule for`,
    };
    return { path: ['visit'], expected };
  }
  if (bill.visit === 'special-illness' && !pack.illnesses.some(({ code }) => code === bill.illness)) {
    const known = pack.illnesses.map(({ code }) => code).join(', ');
    return { path: ['illness'], expected: { zh: `门特病种代码：${known}`, en: `a special-illness code: ${known}` } };
  }
  return undefined;
}
