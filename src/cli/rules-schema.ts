// The format of rule packs as JSON Schema, for editors that complete and check a pack while it is typed. Generated from the
// schemas that the loader uses; only what names a mechanism is filled in from the registry. Published under rules/schema/.

import { z } from 'zod';
import { casesSchema } from '../policy/cases-schema.ts';
import type { ArgumentKind, StepMechanism } from '../policy/mechanisms/mechanism.ts';
import { lineMechanisms, stepMechanisms } from '../policy/mechanisms/registry.ts';
import { conditionSchema, headSchema, subjectSchema } from '../policy/pack-schema.ts';
import { reviewCasesSchema } from '../policy/review/review-cases-schema.ts';
import { reviewHeadSchema, reviewSubjectSchema } from '../policy/review/review-schema.ts';
import { fundFields } from '../policy/settlement.ts';
import { jsonText } from './json-text.ts';

type Json = Record<string, unknown>;

const dialect = 'https://json-schema.org/draft/2020-12/schema';

function schemaOf(schema: z.ZodType, title: string): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return { $schema: $schema ?? dialect, title, ...rest };
}

function argumentSchema(kind: ArgumentKind): Json {
  if (kind === 'fund') return { enum: fundFields, description: '基金 / the fund that pays' };
  const what = typeof kind === 'object' ? kind.oneOf.join(' | ') : kind;
  return { type: 'string', description: `参数名 / the name of a parameter: ${what}` };
}

function mechanismSchema({ about, takes }: StepMechanism): Json {
  const names = Object.entries(takes).map(([name, kind]) => [name, argumentSchema(kind)] as const);
  return {
    type: 'object',
    description: `${about.zh} / ${about.en}`,
    properties: { when: { $ref: '#/$defs/condition' }, ...Object.fromEntries(names) },
    required: Object.keys(takes),
    additionalProperties: false,
  };
}

/** A step: exactly one mechanism with its arguments. */
function stepSchema(): Json {
  const mechanisms = [...stepMechanisms].map(([name, mechanism]) => [name, mechanismSchema(mechanism)] as const);
  return {
    type: 'object',
    properties: Object.fromEntries(mechanisms),
    minProperties: 1,
    maxProperties: 1,
    additionalProperties: false,
  };
}

/** A part of a schema that must be there; anything else is a change of the format that this file has not followed. */
function within(schema: Json, ...path: readonly string[]): Json {
  let part: unknown = schema;
  for (const key of path) part = (part as Json | undefined)?.[key];
  if (typeof part !== 'object' || part === null) throw new Error(`no ${path.join('.')} in the schema of packs`);
  return part as Json;
}

function rulesSchema(): Json {
  const schema = schemaOf(subjectSchema, '规则文件 / rules of a pack');
  const { $schema: _, ...condition } = z.toJSONSchema(conditionSchema, { io: 'input', unrepresentable: 'any' });
  within(schema, 'properties', 'benefits', 'additionalProperties', 'properties', 'steps').items = stepSchema();
  within(schema, 'properties', 'lines', 'items', 'properties', 'mechanism').enum = [...lineMechanisms.keys()];
  return { ...schema, $defs: { condition } };
}

/** The published files by name, each ready to write. */
export function publishedSchemas(): ReadonlyMap<string, string> {
  const schemas: [string, Json][] = [
    ['pack.schema.json', schemaOf(headSchema, '规则包 / pack.yaml')],
    ['rules.schema.json', rulesSchema()],
    ['cases.schema.json', schemaOf(casesSchema, '实例 / worked cases')],
    ['review-head.schema.json', schemaOf(reviewHeadSchema, '实时审核 / review.yaml')],
    ['review.schema.json', schemaOf(reviewSubjectSchema, '审核规则和名单 / rules and lists of review')],
    ['review-cases.schema.json', schemaOf(reviewCasesSchema, '审核实例 / worked cases of review')],
  ];
  return new Map(schemas.map(([name, schema]) => [name, jsonText(schema)]));
}
