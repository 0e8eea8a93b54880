// What is read fast is read the same (3-protocol: a missing or too long field is refused, naming the field): the compiled form
// of a schema answers exactly what the schema would, or leaves it to the schema. And the canonical text stays what it was.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { compileSchema, unsure } from '../../src/center/compiled-schema.ts';
import { envelopeSchema } from '../../src/center/schemas.ts';
import { transactions } from '../../src/center/transactions/table.ts';
import { canonicalJson } from '../../src/domain/protocol/canonical.ts';
import { Counter, openCity } from './counter.ts';
import { bases, fuzzedBodies, hostile } from './fuzzed-bodies.ts';

const counter = new Counter(openCity());
const schemas = new Map<string, z.ZodType>([...transactions].map(([infno, { schema }]) => [infno, schema]));
const compiled = new Map([...schemas].map(([infno, schema]) => [infno, compileSchema(schema)]));
const compiledEnvelope = compileSchema(envelopeSchema);

/** Holds one reading against the other; tells whether the compiled form was sure. */
function compare(schema: z.ZodType, fast: (value: unknown) => unknown, value: unknown): boolean {
  const read = fast(value);
  if (read === unsure) return false;
  const parsed = schema.safeParse(value);
  expect(parsed.error).toBeUndefined();
  // Strictly: a field that is missing is not one that is undefined, as the fingerprint of a message sees it.
  expect(read).toStrictEqual(parsed.data);
  return true;
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

const inputOf = (value: unknown): unknown => (typeof value === 'object' && value ? Object(value).input : undefined);

describe('the compiled form of a schema', () => {
  test('is sure of every right request, and reads it as the schema does', () => {
    for (const request of bases(counter)) {
      const sent = JSON.parse(JSON.stringify(request)) as { readonly infno: string; readonly input: unknown };
      const [schema, fast] = [schemas.get(sent.infno), compiled.get(sent.infno)];
      if (!schema || !fast) throw new Error(`no transaction ${sent.infno}`);
      expect([sent.infno, compare(envelopeSchema, compiledEnvelope, sent), compare(schema, fast, sent.input)]).toEqual([
        sent.infno,
        true,
        true,
      ]);
    }
  });

  test('of fuzzed messages: never takes what the schema refuses, never reads anything else', () => {
    let sure = 0;
    fc.assert(
      fc.property(fuzzedBodies(counter), fc.constantFrom(...schemas.keys()), (body, other) => {
        const value = parsed(body);
        sure += compare(envelopeSchema, compiledEnvelope, value) ? 1 : 0;
        for (const infno of new Set([String(Object(value).infno), other])) {
          const [schema, fast] = [schemas.get(infno), compiled.get(infno)];
          if (schema && fast) compare(schema, fast, inputOf(value));
        }
      }),
      { numRuns: 3_000 },
    );
    expect(sure).toBeGreaterThan(100);
  });

  test.each(['__proto__', 'constructor', 'toString', '1', 'length'])('an input with a field named %s', (name) => {
    const [first] = bases(counter);
    const text = JSON.stringify(first).replace('"input":{', `"input":{${JSON.stringify(name)}:{"x":1},`);
    compare(envelopeSchema, compiledEnvelope, JSON.parse(text));
  });

  const unheardOf: Readonly<Record<string, z.ZodType>> = {
    'a default': z.object({ field: z.string().default('x') }),
    'a default that may be missing': z.object({ field: z.string().default('x').optional() }),
    'a format': z.email(),
    'a whole number of 32 bits': z.number().int().multipleOf(3),
    'an exact object': z.strictObject({ field: z.string() }),
    'a record of one kind': z.record(z.string(), z.string().max(3)),
    'a union of objects': z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]),
    'a changed text': z.string().trim(),
    coerced: z.coerce.number(),
    'a refined union': z.object({ field: z.union([z.string(), z.number()]).refine(() => false) }),
    'a refined choice': z.object({ field: z.enum(['a', '0']).refine(() => false) }),
    'a refined text that may be missing': z.object({
      field: z
        .string()
        .nullish()
        .refine(() => false),
    }),
    'a refined transformation': z.object({
      field: z
        .string()
        .transform(String)
        .refine(() => false),
    }),
    'an intersection': z.intersection(z.object({ a: z.string() }), z.object({ b: z.string() })),
  };
  test.each(Object.entries(unheardOf))('what no message has yet is left to the schema: %s', (_name, schema) => {
    const fast = compileSchema(schema);
    fc.assert(
      fc.property(
        fc.oneof(hostile, fc.record({ field: hostile, a: hostile, b: hostile }, { requiredKeys: [] })),
        (value) => {
          compare(schema, fast, value);
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** RFC 8785, as it is read aloud. */
function readAloud(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(readAloud).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${readAloud(inner)}`).join(',')}}`;
}

test('the canonical text of any message is that of RFC 8785, surrogates and control characters included', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('"', '\\', '\u007f', '\ud800', '\udc00', '中', 'a', '\u0007') }),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.double(),
      fc.constantFrom(null, true, undefined, -0, 1e21, Infinity),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('tree')),
    object: fc.dictionary(fc.oneof(text, fc.constantFrom('1', '10', '2', '__proto__', 'é', '😀', '﹏')), tie('tree')),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      expect(canonicalJson(value)).toBe(readAloud(value));
    }),
    { numRuns: 1_000 },
  );
});
