// The shape of the worked cases beside the rules of review, strict; and what a case stands for once it is put together.

import { z } from 'zod';
import { type CalendarDate, parseDate, type Timestamp } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import { parseDecimal4 } from '../exact.ts';
import { reviewExpectations } from './review-schema.ts';
import type { ReviewSubject } from './rule.ts';

/** The texts behind the messages of the schemas. */
export const reviewCaseExpectations: Readonly<Record<string, Text>> = {
  ...reviewExpectations,
  file: { zh: '{ given, cases }', en: '{ given, cases }' },
  case: { zh: '{ case, source, with, expect }', en: '{ case, source, with, expect }' },
  subject: {
    zh: '{ now, person, visit, lines, history } 的一部分',
    en: 'a part of { now, person, visit, lines, history }',
  },
  finding: { zh: '{ rule, line } 或再加 message', en: '{ rule, line }, maybe with message' },
  decimal: { zh: '带引号的数，至多四位小数', en: 'a decimal of at most four places, in quotes' },
  time: { zh: '时间，写作 "yyyy-MM-dd HH:mm:ss"', en: 'a time as "yyyy-MM-dd HH:mm:ss"' },
  days: { zh: '1 到 999 的天数', en: 'days, from 1 to 999' },
};

const text = z.string('text').min(1, 'text');
const day = z
  .string('day')
  .refine((value) => parseDate(value).ok, 'day')
  .transform((value) => value as CalendarDate);
const time = z
  .string('time')
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, 'time')
  .refine((value) => parseDate(value.slice(0, 10)).ok, 'time')
  .transform((value) => value as Timestamp);
const decimal = z.string('decimal').refine((value) => parseDecimal4(value) !== undefined, 'decimal');
const days = z.int('days').min(1, 'days').max(999, 'days');

const lineSchema = z.strictObject(
  {
    item: text,
    name: text,
    kind: z.enum(['drug', 'service', 'facility'], 'kind'),
    class: z.enum(['A', 'B', 'C'], 'class'),
    price: decimal.optional(),
    ceiling: decimal.optional(),
    quantity: decimal.optional(),
    days: days.optional(),
    consent: z.literal(true, 'map').optional(),
  },
  'map',
);

const subjectSchema = z.strictObject(
  {
    now: time,
    person: z.strictObject({ sex: z.enum(['male', 'female'], 'text'), birth: day }, 'map'),
    visit: z.strictObject(
      {
        kind: z.enum(['outpatient', 'emergency', 'special-illness'], 'visit'),
        diagnoses: z.array(text, 'list'),
      },
      'map',
    ),
    lines: z.array(lineSchema, 'list'),
    history: z.strictObject(
      {
        lines: z.array(z.strictObject({ item: text, on: day, days: days.optional(), hospital: text }, 'map'), 'list'),
        elsewhere: z.strictObject({ hospital: text, at: time }, 'map').optional(),
      },
      'map',
    ),
  },
  'subject',
);

const part = z.record(z.string(), z.unknown(), 'subject');

/** One file of worked cases. Lines are counted from 1, as people do; `line: 0` is about the visit as a whole. */
export const reviewCasesSchema = z.strictObject(
  {
    /** What all cases of the file share. */
    given: part,
    cases: z.array(
      z.strictObject(
        {
          case: text,
          source: text,
          /** What this case has instead. */
          with: part,
          expect: z.array(
            z.strictObject({ rule: text, line: z.int('finding').min(0), message: text.optional() }, 'finding'),
            'list',
          ),
        },
        'case',
      ),
      'file',
    ),
  },
  'file',
);

export type ReviewCaseData = z.infer<typeof reviewCasesSchema>['cases'][number];

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Maps are merged key by key; anything else replaces what was there. */
export function withChange(base: unknown, change: unknown): unknown {
  if (!isMap(base) || !isMap(change)) return change;
  const keys = new Set([...Object.keys(base), ...Object.keys(change)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, key in change ? withChange(base[key], change[key]) : base[key]]),
  );
}

/** The subject that a case stands for, or what is wrong with it. */
export function subjectFrom(
  value: unknown,
): { readonly subject: ReviewSubject } | { readonly issues: readonly z.core.$ZodIssue[] } {
  const read = subjectSchema.safeParse(value);
  if (!read.success) return { issues: read.error.issues };
  const { now, person, visit, lines, history } = read.data;
  return {
    subject: {
      person,
      visit: { now, ...visit },
      lines: lines.map((line, index) => ({
        id: String(index + 1),
        item: line.item,
        name: line.name,
        kind: line.kind,
        class: line.class,
        price: line.price ?? '1',
        ceiling: line.ceiling,
        quantity: line.quantity ?? '1',
        days: line.days,
        consent: line.consent === true,
      })),
      history: {
        lines: history.lines.map(({ item, on, days: supplied, hospital }) => ({ item, on, days: supplied, hospital })),
        elsewhere: history.elsewhere,
      },
    },
  };
}
