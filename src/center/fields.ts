// The kinds of field that messages are made of, as zod schemas: lengths as the national interface has them, money as fen,
// quantities and prices as exact decimals. Every problem is told as "field: what is wrong with it".

import { z } from 'zod';
import { type CalendarDate, parseDate } from '../domain/date.ts';
import { type Fen, parseYuan } from '../domain/money.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { type Compiled, compileSchema, unsure } from './compiled-schema.ts';

/** Unicode's Cc, of which all are below U+00A0. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for
const controlCharacter = /[\u0000-\u001f\u007f-\u009f]/;

function bounded(length: number) {
  return z
    .string()
    .max(length)
    .refine((text) => text.isWellFormed() && !controlCharacter.test(text), 'characters that cannot be kept');
}

/** A text that must be there and not be empty. */
export const text = (length: number) => bounded(length).min(1);

/** A text that must be there but may say nothing: names and places that inform people. */
export const label = (length: number) => bounded(length);

/** A text that may be null or missing. */
export const optional = (length: number) =>
  bounded(length)
    .nullish()
    .transform((value) => value || null);

const clockTime = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** "yyyy-MM-dd HH:mm:ss", existing. */
export const time = z
  .string()
  .refine(
    (value) =>
      value.length === 19 && value[10] === ' ' && parseDate(value.slice(0, 10)).ok && clockTime.test(value.slice(11)),
    'not a time as yyyy-MM-dd HH:mm:ss',
  );

/** No single amount reaches a hundred million yuan: sums of any number of them stay exact. */
const largestAmount = 9_999_999_999;

function amountFrom(smallest: number, largest: number, example: string) {
  return z.union([z.string(), z.number()]).transform((value, context): Fen => {
    const parsed = parseYuan(String(value));
    if (parsed.ok && parsed.value >= smallest && parsed.value <= largest) return parsed.value;
    context.addIssue({ code: 'custom', message: `not an amount in yuan with two decimals, as in ${example}` });
    return z.NEVER;
  });
}

/** Money on the wire, string or number, never negative, at most two decimals; in fen. */
export const money = amountFrom(0, largestAmount, '25.20');

/** No day of a hospital comes to ten thousand million yuan. */
const largestSum = 999_999_999_999;

/** A sum of many settlements, or of what was refunded: negative there. */
export const sumOfMoney = amountFrom(-largestSum, largestSum, '-25.20');

/** A whole number that counts something, as a number or as text. */
export const count = (smallest: number, largest: number) =>
  z.union([z.string().regex(/^\d{1,9}$/), z.number()]).transform((value, context): number => {
    const read = Number(value);
    if (Number.isInteger(read) && read >= smallest && read <= largest) return read;
    context.addIssue({ code: 'custom', message: `not a whole number from ${smallest} to ${largest}` });
    return z.NEVER;
  });

/** "yyyy-MM-dd", existing. */
export const day = z.string().transform((value, context): CalendarDate => {
  const parsed = parseDate(value);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: 'not a day as yyyy-MM-dd' });
  return z.NEVER;
});

const decimal = /^(\d{1,7})(?:\.(\d{1,6}))?$/;
const places = 4;

function decimalOf(isAccepted: (read: string) => boolean, problem: string) {
  return z.union([z.string(), z.number()]).transform((value, context): string => {
    const [, whole, decimals = ''] = decimal.exec(String(value)) ?? [];
    const significant = decimals.replace(/0+$/, '');
    if (whole !== undefined && significant.length <= places) {
      const read = significant === '' ? String(Number(whole)) : `${Number(whole)}.${significant}`;
      if (isAccepted(read)) return read;
    }
    context.addIssue({ code: 'custom', message: problem });
    return z.NEVER;
  });
}

/** A price or a quantity: at most 7 digits and 4 decimals that count; as text without trailing zeros. */
export const decimal4 = decimalOf(() => true, 'not a decimal of at most 4 places');

/** A quantity of something: nothing is charged that there is none of. */
export const quantity = decimalOf((read) => read !== '0', 'not a decimal above 0 of at most 4 places');

const longestDays = 999;

/** Days of supply, string or number, whole; 0, null and missing say nothing. */
export const supplyDays = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value, context): number | null => {
    if (value === null || value === undefined || value === '') return null;
    const [, whole] = /^(\d{1,3})(?:\.0+)?$/.exec(String(value)) ?? [];
    const days = Number(whole);
    if (whole !== undefined && days <= longestDays) return days === 0 ? null : days;
    context.addIssue({ code: 'custom', message: 'not whole days from 1 to 999' });
    return z.NEVER;
  });

/** A flag of the simulator's own: '1' is yes; '0', null and missing are no. */
export const flag = z
  .enum(['0', '1'])
  .nullish()
  .transform((value): 0 | 1 => (value === '1' ? 1 : 0));

function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '缺少 (missing)' : `类型不符 (not ${issue.expected})`;
    case 'too_big':
      return `太长 (more than ${issue.maximum})`;
    case 'too_small':
      return `为空 (fewer than ${issue.minimum})`;
    case 'invalid_value':
      if (issue.input === undefined) return '缺少 (missing)';
      return `取值不符，应为 ${issue.values.join('、')} (not one of ${issue.values.join(', ')})`;
    case 'invalid_union':
    case 'invalid_format':
      return '取值不符 (not an accepted value)';
    default:
      return `不符合要求 (${issue.message})`;
  }
}

const longestPath = 100;

/** What is wrong with a message, in one line that begins with the field's name. */
function problemOf(error: z.ZodError, at: string): string {
  const [issue] = error.issues;
  if (!issue) return `${at}: 不符合要求 (invalid)`;
  const path = [at, ...issue.path.map(String)].filter((part) => part !== '').join('.') || 'message';
  return `${path.slice(0, longestPath)}: ${describe(issue)}`;
}

/** Reads a value; the problem is one line that begins with the field's name. `at` is where the value stands. */
export function readFields<Output>(schema: z.ZodType<Output>, value: unknown, at: string): Result<Output, string> {
  // Without reportInput zod does not tell a missing field from one of another type.
  const parsed = schema.safeParse(value, { reportInput: true });
  return parsed.success ? ok(parsed.data) : failure(problemOf(parsed.error, at));
}

/** The same for one schema many times: what is right is read by its compiled form, and only what may be wrong by itself. */
export function readerOf<Output>(schema: z.ZodType<Output>, at: string): (value: unknown) => Result<Output, string> {
  let compiled: Compiled | undefined;
  return (value) => {
    compiled ??= compileSchema(schema);
    const read = compiled(value);
    // The compiled form answers what the schema would: that is its contract, and tests hold it to that.
    return read === unsure ? readFields(schema, value, at) : ok(read as Output);
  };
}
