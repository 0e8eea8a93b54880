// What the city's YAML files may say, key by key. Times are relative still; they are resolved in city-people and city-cards.

import { z } from 'zod';
import { parseYuan } from '../domain/money.ts';
import { birthday, relativeDay, relativeMonth } from './city-times.ts';

function text(rule: { readonly pattern: RegExp; readonly expected: string }) {
  return z.string({ error: rule.expected }).regex(rule.pattern, { error: rule.expected });
}

const slug = { pattern: /^[a-z]+(-[a-z]+)*$/, expected: 'an id in lower-case pinyin, as in wang-xiulan' };
const day = text(relativeDay);
const month = text(relativeMonth);
const hospitalCode = text({ pattern: /^[A-Z]\d{11}$/, expected: 'an institution code, a letter and 11 digits' });
const illnessCode = text({ pattern: /^\d{1,2}$/, expected: 'a special-illness code in quotes, as in "4"' });
const chineseName = text({
  pattern: /^[\p{Script=Han}·]{2,25}$/u,
  expected: 'a name in Chinese characters, at most 25 (what a card holds)',
});
const yuan = z.string({ error: 'yuan in quotes, as in "25.20"' }).transform((written, context) => {
  const amount = parseYuan(written);
  if (amount.ok && amount.value >= 0) return amount.value;
  context.addIssue({ code: 'custom', message: 'yuan with at most two decimals, not below zero, as in "25.20"' });
  return z.NEVER;
});

export const employersSchema = z.record(
  text(slug),
  z.strictObject({ name: z.string().min(1), paidUntil: month, paysOnTime: z.boolean() }),
);

/** Who someone is: enough for an identity number. */
const identity = {
  name: chineseName,
  sex: z.enum(['male', 'female']),
  age: z.int().min(0).max(120),
  birthday: text(birthday),
  sequence: z.int().min(1).max(999),
};

const history = z.strictObject({
  share: z.number().min(0).max(1),
  hospital: hospitalCode,
  visit: z.enum(['outpatient', 'special-illness']),
  illness: illnessCode.optional(),
  lines: z
    .array(
      z.strictObject({
        item: text({ pattern: /^\d{6}$/, expected: 'an item code in quotes, 6 digits' }),
        quantity: text({ pattern: /^\d{1,6}(\.\d{1,4})?$/, expected: 'a quantity in quotes, up to 4 decimals' }),
        price: text({ pattern: /^\d{1,6}(\.\d{1,4})?$/, expected: 'the price charged, in quotes, up to 4 decimals' }),
      }),
    )
    .min(1),
});

export const personSchema = z.strictObject({
  number: text({ pattern: /^\d{14}$/, expected: 'a person number in quotes, 14 digits' }),
  ...identity,
  scheme: z.enum(['employee', 'resident']),
  status: z.enum(['in-service', 'retired', 'adult', 'minor']),
  veteranWorker: z.boolean().default(false),
  modelWorker: z.boolean().default(false),
  civilServant: z.enum(['none', 'in-service', 'retired', 'privileged']).default('none'),
  contributions: z.union(
    [z.strictObject({ employer: text(slug) }), z.strictObject({ paidUntil: month, paysOnTime: z.boolean() })],
    { error: '{ employer: id } or { paidUntil: month, paysOnTime: true | false }' },
  ),
  account: yuan,
  scope: z
    .array(z.enum(['outpatient', 'special-illness', 'inpatient']))
    .default(['outpatient', 'special-illness', 'inpatient']),
  waitingPeriodFrom: day.optional(),
  specialIllnesses: z
    .array(z.strictObject({ code: illnessCode, hospital: hospitalCode, from: day, until: day }))
    .default([]),
  admissions: z
    .array(z.strictObject({ hospital: hospitalCode, admitted: day, discharged: day.optional() }))
    .default([]),
  history: z.array(history).default([]),
});

export const peopleSchema = z.record(text(slug), personSchema);
export type PersonEntry = z.output<typeof personSchema>;

export const cardSchema = z.strictObject({
  /** A person of the city, or someone whom the center does not have. */
  holder: z.union([text(slug), z.strictObject(identity)], { error: 'a person of the city, or a holder of its own' }),
  chip: z.strictObject({
    number: text({ pattern: /^[A-Z]\d{8}$/, expected: 'a card number, a letter and 8 digits' }),
    identification: text({ pattern: /^\d{6}[0-9A-F]{26}$/, expected: '32 hex digits that begin with the area code' }),
    resetInfo: text({ pattern: /^[0-9A-F]{26}$/, expected: '26 hex digits' }),
    version: z.enum(['1.00', '2.0', '3.00']),
    issued: day,
    validYears: z.int().min(1).max(20),
    ethnicGroup: text({ pattern: /^\d{2}$/, expected: 'two digits in quotes (GB 3304)' }),
    pin: text({ pattern: /^\d{6}$/, expected: 'six digits in quotes' }),
    pinTries: z.int().min(0).max(6).optional(),
    foulContacts: z.int().min(1).max(9).optional(),
  }),
  center: z.enum(['normal', 'lost', 'cancelled', 'not-registered']),
  shows: z.string().optional(),
  about: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
});

export const cardsSchema = z.record(text(slug), cardSchema);
export type CardEntry = z.output<typeof cardSchema>;
