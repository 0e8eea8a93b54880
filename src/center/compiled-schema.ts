// A schema as one plain function, for the messages that are right, as nearly all are: it answers what the schema would make of
// a value, or that it does not know. It never refuses: what it does not know, the schema itself judges, and words.

import type { z } from 'zod';

/** In place of a value: ask the schema. */
export const unsure: unique symbol = Symbol('unsure');

/** What the schema makes of a value that JSON can carry, or `unsure`. */
export type Compiled = (value: unknown) => unknown;

type Check = (value: unknown) => boolean;

const neverSure: Compiled = () => unsure;

function both(first: Check | undefined, second: Check): Check {
  return first ? (value) => first(value) && second(value) : second;
}

const longerThan = (value: unknown, length: number) => typeof value === 'string' && value.length > length;

/** One check of a text or a number; undefined where it is of a kind that no message has. */
function compileCheck(check: z.core.$ZodCheck): Check | undefined {
  const def = check._zod.def as z.core.$ZodChecks['_zod']['def'] | z.core.$ZodCustomDef;
  switch (def.check) {
    case 'max_length':
      return (value) => !longerThan(value, def.maximum);
    case 'min_length':
      return (value) => longerThan(value, def.minimum - 1);
    case 'number_format':
      return def.format === 'safeint' ? Number.isSafeInteger : undefined;
    case 'greater_than':
      return (value) => Number(value) > Number(def.value) || (def.inclusive && value === def.value);
    case 'less_than':
      return (value) => Number(value) < Number(def.value) || (def.inclusive && value === def.value);
    case 'string_format': {
      const { pattern } = def;
      return pattern && ((value) => typeof value === 'string' && !pattern.global && pattern.test(value));
    }
    case 'custom':
      return 'fn' in def ? (value) => Boolean(def.fn(value)) : undefined;
    default:
      return undefined;
  }
}

/** A text or a number, with its checks. */
function compileScalar(def: z.core.$ZodStringDef | z.core.$ZodNumberDef): Compiled {
  const { type, checks = [] } = def;
  // A format of its own (an address, a 32-bit number) is a check in the place of a type.
  if (def.coerce || 'check' in def) return neverSure;
  let all: Check = type === 'string' ? (value) => typeof value === 'string' : Number.isFinite;
  for (const check of checks) {
    const compiled = compileCheck(check);
    if (!compiled) return neverSure;
    all = both(all, compiled);
  }
  return (value) => (all(value) ? value : unsure);
}

function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function compileObject(shape: z.core.$ZodShape): Compiled {
  const fields = Object.entries(shape).map(([key, schema]) => [key, compileSchema(schema)] as const);
  return (value) => {
    if (!isJsonObject(value)) return unsure;
    const read: Record<string, unknown> = {};
    for (const [key, compiled] of fields) {
      const field = compiled(value[key]);
      if (field === unsure) return unsure;
      // JSON has no undefined: it was missing, and may be.
      if (field !== undefined) read[key] = field;
    }
    return read;
  };
}

function compileArray(element: Compiled, checks: readonly z.core.$ZodCheck[] = []): Compiled {
  const lengths = checks.map(({ _zod }) => _zod.def as z.core.$ZodChecks['_zod']['def']);
  const bounds = lengths.map((def) => {
    if (def.check === 'max_length') return (length: number) => length <= def.maximum;
    return def.check === 'min_length' ? (length: number) => length >= def.minimum : () => false;
  });
  return (value) => {
    if (!Array.isArray(value) || !bounds.every((isWithin) => isWithin(value.length))) return unsure;
    const read = value.map(element);
    return read.includes(unsure) ? unsure : read;
  };
}

/** Names that mean something to every object are left to the schema. */
const special = ['__proto__', 'constructor'];

/** A record of anything: it is copied, one level deep. */
function copyRecord(value: unknown): unknown {
  if (!isJsonObject(value) || special.some((name) => Object.hasOwn(value, name))) return unsure;
  return { ...value };
}

function compileTransform(before: Compiled, transform: z.core.$ZodTransformDef['transform']): Compiled {
  return (value) => {
    const read = before(value);
    if (read === unsure) return unsure;
    const issues: z.core.$ZodRawIssue[] = [];
    const context = { value: read, issues, addIssue: (issue: z.core.$ZodRawIssue) => void issues.push(issue) };
    const made = transform(read, context);
    return issues.length > 0 ? unsure : made;
  };
}

/** The first that takes a value. Only of scalars: of those, what is not taken is known to be refused. */
function compileUnion(schemas: readonly z.core.$ZodType[]): Compiled {
  const isScalar = (schema: z.core.$ZodType) => ['string', 'number'].includes(schema._zod.def.type);
  const options = schemas.map(compileSchema);
  if (!schemas.every(isScalar) || options.includes(neverSure)) return neverSure;
  return (value) => {
    for (const option of options) {
      const read = option(value);
      if (read !== unsure) return read;
    }
    return unsure;
  };
}

const among = (values: readonly unknown[]): Compiled => {
  const accepted = new Set(values);
  return (value) => (accepted.has(value) ? value : unsure);
};

/** Kinds whose own checks are compiled, or looked for, below. What is refined besides is left to the schema itself. */
const checkedHere: ReadonlySet<string> = new Set(['string', 'number', 'array', 'object', 'record']);

/** Once a schema. A kind that messages do not have yet is left to the schema itself. */
export function compileSchema(schema: z.core.$ZodType): Compiled {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.checks?.length && !checkedHere.has(def.type)) return neverSure;
  switch (def.type) {
    case 'string':
    case 'number':
      return compileScalar(def);
    case 'literal':
      return among(def.values);
    case 'enum':
      return among(Object.values(def.entries));
    case 'optional':
    case 'nullable': {
      const inner = compileSchema(def.innerType);
      if (inner === neverSure) return neverSure;
      const nothing = def.type === 'optional' ? undefined : null;
      return (value) => (value === nothing ? nothing : inner(value));
    }
    case 'union':
      return compileUnion(def.options);
    case 'pipe': {
      const { def: out } = (def.out as z.core.$ZodTypes)._zod;
      return out.type === 'transform' ? compileTransform(compileSchema(def.in), out.transform) : neverSure;
    }
    case 'object':
      return def.checks?.length || def.catchall ? neverSure : compileObject(def.shape);
    case 'array':
      return compileArray(compileSchema(def.element), def.checks);
    case 'record': {
      const isAnything = (def.valueType as z.core.$ZodTypes)._zod.def.type === 'unknown';
      const hasAnyKey =
        (def.keyType as z.core.$ZodTypes)._zod.def.type === 'string' && !def.keyType._zod.def.checks?.length;
      return isAnything && hasAnyKey && !def.checks?.length ? copyRecord : neverSure;
    }
    default:
      return neverSure;
  }
}
