// The OpenAPI 3.1 document of the served center: one path, one message each way, told apart by `infno`. Generated from the
// very schemas that requests are checked with, and from examples that were really exchanged.

import { z } from 'zod';
import { answerSchemas } from '../answer-schemas.ts';
import { reviewFinding } from '../review-schema.ts';
import { envelopeSchema } from '../schemas.ts';
import { transactions } from '../transactions/table.ts';
import { fieldWords } from './field-words.ts';
import { transactionWords } from './transaction-words.ts';

type Json = Readonly<Record<string, unknown>>;

/** A request that was sent to a center, and what it answered. */
export interface Exchanged {
  /** Its place in the story, and the transaction's number. */
  readonly name: string;
  readonly infno: string;
  readonly request: Json;
  readonly answer: Json;
}

const jsonType = 'application/json';

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a field is in every transaction, and what its schema says of it in this one: when it has to be there. */
function worded({ description: here, ...value }: Json, words: string | undefined): Json {
  const said = [words, here].filter((each) => each !== undefined);
  return said.length === 0 ? value : { description: said.join('; '), ...value };
}

/** Every property gets the words of its field. */
function described(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(described);
  if (!isObject(schema)) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, described(value)]));
  const { properties } = inner;
  if (!isObject(properties)) return inner;
  const named = Object.entries(properties).map(([field, value]) => {
    return [field, isObject(value) ? worded(value, fieldWords[field]) : value];
  });
  return { ...inner, properties: Object.fromEntries(named) };
}

function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return described(rest) as Json;
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const requestName = (infno: string) => `request-${infno}`;
const answerName = (infno: string) => `answer-${infno}`;

const promptSchema = z.object({
  id: z.string(),
  stage: z.string(),
  fact: z.record(z.string(), z.string()),
  also: z.array(z.string()),
});
const answerFields = {
  inf_refmsgid: z.string().length(30),
  refmsg_time: z.string().length(17),
  respond_time: z.string().length(17),
  warn_msg: z.string().nullable(),
  sim_review: z.array(reviewFinding).nullable(),
  sim_msgid: z.string().length(30).optional(),
  sim_cainfo: z.string().length(64).optional(),
};
const refusalSchema = z.object({
  infcode: z.literal(-1),
  ...answerFields,
  err_msg: z.string().min(1).max(200),
  sim_prompt: promptSchema.nullable(),
  sim_undecided: z.literal('1').optional(),
  output: z.null(),
});
const healthSchema = z.object({ status: z.literal('ok'), founded: z.string(), today: z.string() });

function doneSchema(output: z.ZodType) {
  const done = { infcode: z.literal(0), ...answerFields, err_msg: z.null(), sim_prompt: promptSchema.nullable() };
  return z.object({ ...done, output });
}

function schemas(): Json {
  const named: Record<string, Json> = {
    refusal: { title: '拒绝 / refusal', ...jsonSchemaOf(refusalSchema, 'output') },
    health: jsonSchemaOf(healthSchema, 'output'),
  };
  for (const [infno, { schema }] of transactions) {
    const words = transactionWords[infno];
    const title = words ? `${infno} ${words.zh}` : infno;
    const request = envelopeSchema.extend({ infno: z.literal(infno), input: schema });
    named[requestName(infno)] = { title, description: words?.en, ...jsonSchemaOf(request, 'input') };
    const answer = doneSchema(answerSchemas.get(infno) ?? z.unknown());
    named[answerName(infno)] = { title, ...jsonSchemaOf(answer, 'output') };
  }
  return named;
}

function examples(exchanged: readonly Exchanged[], which: 'request' | 'answer'): Json {
  return Object.fromEntries(
    exchanged.map(({ name, infno, [which]: value }) => {
      const { zh, en } = transactionWords[infno] ?? { zh: '', en: '' };
      return [name, { summary: `${name} ${zh}`.trim(), description: en, value }];
    }),
  );
}

const body = (description: string, schema: Json, more: Json = {}) => ({
  description,
  content: { [jsonType]: { schema, ...more } },
});

function transactionPath(exchanged: readonly Exchanged[]): Json {
  const numbers = [...transactions.keys()];
  const mapping = Object.fromEntries(numbers.map((infno) => [infno, ref(requestName(infno)).$ref]));
  const request = {
    oneOf: numbers.map((infno) => ref(requestName(infno))),
    discriminator: { propertyName: 'infno', mapping },
  };
  const answers = { anyOf: [...numbers.map((infno) => ref(answerName(infno))), ref('refusal')] };
  return {
    post: {
      operationId: 'transaction',
      summary: '医保交易 / one transaction of the national interface',
      requestBody: { required: true, ...body('the envelope', request, { examples: examples(exchanged, 'request') }) },
      responses: {
        200: body('done, or refused: infcode tells', answers, { examples: examples(exchanged, 'answer') }),
        400: body('no message: not UTF-8, or cut short', ref('refusal')),
        413: body('longer than 4 MiB', ref('refusal')),
        415: body('not application/json', ref('refusal')),
      },
    },
  };
}

/** `exchanged`: the messages of a whole story, in order; each transaction is in it. */
export function apiDocument(version: string, exchanged: readonly Exchanged[]): Json {
  const metrics = { description: 'Prometheus text', content: { 'text/plain': { schema: { type: 'string' } } } };
  return {
    openapi: '3.1.0',
    info: {
      title: 'yibao-pos 医保中心',
      version,
      description:
        'The simulated insurance center: numbering, envelope and field names of the national interface ' +
        '(国家医疗保障信息平台 定点医药机构接口规范). Money is yuan with two decimals, as number or string; an absent ' +
        'optional field is null or missing; unknown fields are let through unread. See docs/served-center.md.',
    },
    paths: {
      '/fsi/api': transactionPath(exchanged),
      '/healthz': {
        get: {
          operationId: 'health',
          summary: '状态 / state and day',
          responses: { 200: body('it answers', ref('health')) },
        },
      },
      '/metrics': { get: { operationId: 'metrics', summary: '计数 / counts', responses: { 200: metrics } } },
    },
    components: { schemas: schemas() },
  };
}
