// The format of scenarios as JSON Schema, for editors that complete and check one while it is typed. Generated from the schemas
// that the reader uses. Published as fixtures/scenarios/scenario.schema.json.

import { z } from 'zod';
import { scenarioHead } from '../training/scenario/format.ts';
import { stepWords } from '../training/scenario/step-words.ts';
import { stepSchemas } from '../training/scenario/steps.ts';
import { jsonText } from './json-text.ts';

type Json = Record<string, unknown>;

function schemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

/** Steps that are one thing to do are said in words; those with much in them speak for themselves. */
function describedStep(name: string, schema: z.ZodType): Json {
  const json = schemaOf(schema);
  if (json.type !== 'null') return json;
  const { zh, en } = stepWords({ name, value: null } as Parameters<typeof stepWords>[0], (card) => card);
  return { ...json, description: `${zh} / ${en}` };
}

/** A step: exactly one name with its value. */
function stepSchema(): Json {
  const steps = Object.entries(stepSchemas).map(([name, schema]) => [name, describedStep(name, schema)] as const);
  return {
    type: 'object',
    properties: Object.fromEntries(steps),
    minProperties: 1,
    maxProperties: 1,
    additionalProperties: false,
  };
}

/** The published file, ready to write. */
export function scenarioSchema(): string {
  const head = schemaOf(scenarioHead);
  const properties = head.properties as Json;
  const steps = { ...(properties.steps as Json), items: stepSchema() };
  return jsonText({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: '情景 / a scenario',
    ...head,
    properties: { ...properties, steps },
  });
}
