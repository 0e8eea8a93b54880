// The shape of the files of a rule pack, strict: an unknown key, an unquoted figure or a value without a source is refused.
// What the names in them refer to is checked by compile-pack.ts.

import { z } from 'zod';
import { parseDate } from '../domain/date.ts';
import type { Text } from '../domain/language.ts';
import { factValues } from './facts.ts';
import { burdenParts } from './mechanisms/account.ts';

/** The texts behind the messages of the schema. */
export const packExpectations: Readonly<Record<string, Text>> = {
  map: { zh: '键值映射', en: 'a map of keys to values' },
  list: { zh: '列表', en: 'a list' },
  text: { zh: '非空文字', en: 'a text that is not empty' },
  day: { zh: '存在的日期，写作 yyyy-MM-dd', en: 'an existing day as yyyy-MM-dd' },
  unit: { zh: 'yuan、ratio、count、bands 或 choice', en: 'yuan, ratio, count, bands or choice' },
  figure: {
    zh: '带引号的数值：金额 "12.50"，比例 "0.4"，或一个选项名；或分段的列表',
    en: 'a figure in quotes: an amount "12.50", a ratio "0.4", or the name of a choice; or a list of bands',
  },
  band: {
    zh: '一段：{ from: "0.00", upTo: "10.00", rate: "0.4" } 或 ownShare: "0.4"',
    en: 'a band: { from: "0.00", upTo: "10.00", rate: "0.4" }, or ownShare: "0.4"',
  },
  quoted: { zh: '带引号的数值', en: 'a figure in quotes' },
  kind: { zh: 'drug、service 或 facility', en: 'drug, service or facility' },
  source: {
    zh: '出处 { document, section }；或 assumption，并以 why: { zh, en } 说明',
    en: 'a source { document, section }; or assumption, with why: { zh, en } beside it',
  },
  fact: { zh: '事实允许的取值', en: 'a value that this fact can take' },
  grants: { zh: '有 steps，或 grants: nothing 及 prompt', en: 'steps, or grants: nothing with a prompt' },
  mechanism: { zh: '恰好一个机制名及其参数', en: 'exactly one mechanism with its arguments' },
  class: { zh: 'A、B 或 C', en: 'A, B or C' },
  part: { zh: `${burdenParts.join('、')} 之一`, en: `one of ${burdenParts.join(', ')}` },
  name: { zh: '小写字母、数字、点和连字符组成的名字', en: 'a name of small letters, digits, dots and hyphens' },
};

const text = z.string('text').min(1, 'text');
const name = z.string('name').regex(/^[a-z0-9][a-z0-9.-]*$/, 'name');
const bilingual = z.strictObject({ zh: text, en: text }, 'map');
const day = z
  .string('day')
  .refine((value) => parseDate(value).ok, 'day')
  .meta({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** Beside every figure, or once for all rows of a parameter. `why` belongs to an assumption and to nothing else. */
const sourced = {
  source: z.union([z.literal('assumption'), z.strictObject({ document: text, section: text })], 'source'),
  why: bilingual.optional(),
};
const maybeSourced = { source: sourced.source.optional(), why: sourced.why };

const oneOf = (values: readonly (string | number | boolean)[]) => {
  const literal = z.literal([...values], 'fact');
  return z.union([literal, z.array(literal).min(1)], 'fact');
};
const range = z.strictObject({ from: z.int('fact').optional(), below: z.int('fact').optional() }, 'fact');
const code = z.union([z.string('fact').min(1), z.array(z.string().min(1)).min(1)], 'fact');

export const conditionSchema = z.strictObject(
  {
    scheme: oneOf(factValues.scheme).optional(),
    status: oneOf(factValues.status).optional(),
    age: range.optional(),
    veteranWorker: oneOf(factValues.veteranWorker).optional(),
    modelWorker: oneOf(factValues.modelWorker).optional(),
    civilServant: oneOf(factValues.civilServant).optional(),
    level: oneOf(factValues.level).optional(),
    visit: oneOf(factValues.visit).optional(),
    place: oneOf(factValues.place).optional(),
    hospitalKind: oneOf(factValues.hospitalKind).optional(),
    designated: oneOf(factValues.designated).optional(),
    urgent: oneOf(factValues.urgent).optional(),
    illness: code.optional(),
    criticalIllness: oneOf(factValues.criticalIllness).optional(),
    hardship: oneOf(factValues.hardship).optional(),
    contributionYears: range.optional(),
    monthsOfBreak: range.optional(),
  },
  'map',
);

const quoted = z.string('quoted').min(1, 'quoted');
const bandSchema = z.strictObject(
  { from: quoted, upTo: quoted.optional(), rate: quoted.optional(), ownShare: quoted.optional() },
  'band',
);

/** One figure, or the bands that are one value together. */
const valueSchema = z.union(
  [z.string('figure').min(1, 'figure'), z.array(bandSchema, 'figure').min(1, 'figure')],
  'figure',
);

const rowSchema = z.strictObject(
  {
    when: conditionSchema.optional(),
    variant: name.optional(),
    values: z.record(day, valueSchema, 'map'),
    ...maybeSourced,
  },
  'map',
);

const parameterSchema = z.strictObject(
  {
    title: bilingual,
    unit: z.enum(['yuan', 'ratio', 'count', 'bands', 'choice'], 'unit'),
    ...maybeSourced,
    /** For figures that no benefit of the pack uses yet: why they are here. */
    unused: bilingual.optional(),
    rows: z.array(rowSchema, 'list').min(1, 'list'),
  },
  'map',
);

const stepSchema = z.record(
  z.string(),
  z.record(z.string(), z.union([z.string('name'), conditionSchema])),
  'mechanism',
);

const benefitSchema = z.strictObject(
  {
    title: bilingual,
    ...sourced,
    when: conditionSchema,
    ledger: name,
    steps: z.array(stepSchema, 'list').optional(),
    grants: z.literal('nothing', 'grants').optional(),
    prompt: z.literal('no-outpatient-benefit', 'grants').optional(),
  },
  'map',
);

const lineRuleSchema = z.strictObject(
  { mechanism: text, classes: z.array(z.enum(['A', 'B', 'C'], 'class'), 'list').min(1, 'list'), ...sourced },
  'map',
);

const payersSchema = z.strictObject(
  {
    account: z.strictObject({ pays: z.array(z.enum(burdenParts, 'part'), 'list'), ...sourced }, 'map'),
    /** 共济账户: the share of a relative's account that is open to the family. */
    family: z
      .strictObject({ pays: z.array(z.enum(burdenParts, 'part'), 'list'), share: name, ...sourced }, 'map')
      .optional(),
    cash: z.strictObject({ ...sourced }, 'map'),
  },
  'map',
);

const refundsSchema = z.strictObject(
  {
    /** What may be given back, and after which visits. */
    kinds: z.array(z.enum(['drug', 'service', 'facility'], 'kind'), 'list').min(1, 'list'),
    visits: z.array(z.enum(factValues.visit, 'fact'), 'list').min(1, 'list'),
    /** The name of a parameter: until how many days after the settlement. */
    days: name,
    ...sourced,
  },
  'map',
);

const waitingPeriodSchema = z.strictObject(
  {
    /** The name of a parameter: how many months. */
    months: name,
    ...sourced,
  },
  'map',
);

/** pack.yaml */
export const headSchema = z.strictObject(
  {
    pack: name,
    title: bilingual,
    since: day,
    documents: z.record(name, z.strictObject({ title: text, about: bilingual }, 'map'), 'map'),
    /** The other files of the pack, in the order in which their benefits are tried. */
    files: z.array(text, 'list').min(1, 'list'),
  },
  'map',
);

/** Every other file of a pack: any of these sections. */
export const subjectSchema = z.strictObject(
  {
    parameters: z.record(name, parameterSchema, 'map').optional(),
    benefits: z.record(name, benefitSchema, 'map').optional(),
    lines: z.array(lineRuleSchema, 'list').optional(),
    payers: payersSchema.optional(),
    refunds: refundsSchema.optional(),
    waitingPeriod: waitingPeriodSchema.optional(),
    illnesses: z.record(z.string(), bilingual, 'map').optional(),
  },
  'map',
);

export type HeadData = z.infer<typeof headSchema>;
export type SubjectData = z.infer<typeof subjectSchema>;
export type SourceData = {
  readonly source?: z.infer<typeof sourced.source> | undefined;
  readonly why?: Text | undefined;
};
export type ParameterData = z.infer<typeof parameterSchema>;
export type BenefitData = z.infer<typeof benefitSchema>;
