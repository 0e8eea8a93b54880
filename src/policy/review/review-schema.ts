// The shape of the files under rules/review/, strict: an unknown key, an unquoted figure or a rule without a source is
// refused. What the names in them refer to is checked by compile-review.ts.

import { z } from 'zod';
import { parseDate } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import { judgeNames } from './rule.ts';

/** The texts behind the messages of the schema. */
export const reviewExpectations: Readonly<Record<string, Text>> = {
  map: { zh: '键值映射', en: 'a map of keys to values' },
  list: { zh: '列表', en: 'a list' },
  text: { zh: '非空文字', en: 'a text that is not empty' },
  day: { zh: '存在的日期，写作 yyyy-MM-dd', en: 'an existing day as yyyy-MM-dd' },
  quoted: { zh: '带引号的数值', en: 'a figure in quotes' },
  source: {
    zh: '出处 { document, section }；或 assumption，并以 why: { zh, en } 说明',
    en: 'a source { document, section }; or assumption, with why: { zh, en } beside it',
  },
  name: { zh: '小写字母、数字和连字符组成的名字', en: 'a name of small letters, digits and hyphens' },
  judge: { zh: `${judgeNames.join('、')} 之一`, en: `one of ${judgeNames.join(', ')}` },
  severity: { zh: 'warn 或 refuse', en: 'warn or refuse' },
  act: { zh: 'consent、change 或 none', en: 'consent, change or none' },
  visit: { zh: 'outpatient、emergency 或 special-illness', en: 'outpatient, emergency or special-illness' },
  kind: { zh: 'drug、service 或 facility', en: 'drug, service or facility' },
  class: { zh: 'A、B 或 C', en: 'A, B or C' },
  code: { zh: '项目编码，带引号的六位数字', en: 'the code of an item, six digits in quotes' },
  diagnosis: { zh: 'ICD-10 编码的开头，如 E11', en: 'the beginning of an ICD-10 code, as E11' },
};

const text = z.string('text').min(1, 'text');
const name = z.string('name').regex(/^[a-z0-9][a-z0-9-]*$/, 'name');
const bilingual = z.strictObject({ zh: text, en: text }, 'map');
const day = z
  .string('day')
  .refine((value) => parseDate(value).ok, 'day')
  .meta({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

const sourced = {
  source: z.union([z.literal('assumption'), z.strictObject({ document: text, section: text })], 'source'),
  why: bilingual.optional(),
};

const figureSchema = z.strictObject(
  { values: z.record(day, z.string('quoted').min(1, 'quoted'), 'map'), ...sourced },
  'map',
);

const some = <Schema extends z.ZodType>(schema: Schema) => z.array(schema, 'list').min(1, 'list').optional();

const ruleSchema = z.strictObject(
  {
    title: bilingual,
    since: day,
    severity: z.enum(['warn', 'refuse'], 'severity'),
    judge: z.enum(judgeNames, 'judge'),
    /** What the rule looks at; an absent key asks nothing. Lists are named. */
    visits: some(z.enum(['outpatient', 'emergency', 'special-illness'], 'visit')),
    kinds: some(z.enum(['drug', 'service', 'facility'], 'kind')),
    classes: some(z.enum(['A', 'B', 'C'], 'class')),
    items: name.optional(),
    exceptItems: name.optional(),
    diagnoses: name.optional(),
    exceptDiagnoses: name.optional(),
    figures: z.record(name, figureSchema, 'map').optional(),
    message: bilingual,
    remedy: bilingual,
    act: z.enum(['consent', 'change', 'none'], 'act'),
    ...sourced,
  },
  'map',
);

/** Exactly one of `items` and `diagnoses`, by code, each with its name for whoever reads the file. */
const listSchema = z.strictObject(
  {
    title: bilingual,
    items: z.record(z.string().regex(/^\d{6}$/, 'code'), text, 'map').optional(),
    diagnoses: z.record(z.string().regex(/^[A-Z]\d{2}(\.\d)?$/, 'diagnosis'), text, 'map').optional(),
    ...sourced,
  },
  'map',
);

/** rules/review/review.yaml */
export const reviewHeadSchema = z.strictObject(
  {
    title: bilingual,
    documents: z.record(name, z.strictObject({ title: text, about: bilingual }, 'map'), 'map'),
    /** The other files, in the order in which their rules are tried. */
    files: z.array(text, 'list').min(1, 'list'),
  },
  'map',
);

/** Every other file: lists, rules, or both. */
export const reviewSubjectSchema = z.strictObject(
  {
    lists: z.record(name, listSchema, 'map').optional(),
    rules: z.record(name, ruleSchema, 'map').optional(),
  },
  'map',
);

export type ReviewHeadData = z.infer<typeof reviewHeadSchema>;
export type ReviewSubjectData = z.infer<typeof reviewSubjectSchema>;
export type ReviewRuleData = z.infer<typeof ruleSchema>;
export type ReviewListData = z.infer<typeof listSchema>;
export type ReviewFigureData = z.infer<typeof figureSchema>;
