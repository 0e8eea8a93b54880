// The API document: every transaction with input, output and an example that a center accepts as it stands
// (3-protocol, Transactions). It is generated from the schemas that requests are checked with; it is not stale, or
// `npm run check` would say so.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerSchemas } from '../../src/center/answer-schemas.ts';
import { openCenter } from '../../src/center/center.ts';
import { loadCitySeed } from '../../src/center/city-fixtures.ts';
import { transactionWords } from '../../src/center/server/transaction-words.ts';
import { transactions } from '../../src/center/transactions/table.ts';
import type { Timestamp } from '../../src/domain/date.ts';
import { pack } from '../center/counter.ts';
import { top } from '../support/paths.ts';
import { serve } from './served.ts';

interface Example {
  readonly value: Record<string, unknown>;
}
const document = JSON.parse(readFileSync(join(top, 'docs', 'api', 'openapi.json'), 'utf8'));
const { requestBody, responses } = document.paths['/fsi/api'].post;
const content = requestBody.content['application/json'];
const requests: Record<string, Example> = content.examples;
const answers: Record<string, Example> = responses[200].content['application/json'].examples;

test('describes every transaction that the center answers, told apart by infno', () => {
  const numbers = [...transactions.keys()].sort();
  expect(Object.keys(content.schema.discriminator.mapping).sort()).toEqual(numbers);
  expect([...answerSchemas.keys()].sort()).toEqual(numbers);
  expect(Object.keys(transactionWords).sort()).toEqual(numbers);
  const shown = Object.values(requests).map(({ value }) => String(value.infno));
  expect([...new Set(shown)].sort()).toEqual(numbers);
});

test('says of every field what it is', () => {
  const nameless: string[] = [];
  const look = (schema: unknown, at: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties') {
        for (const [field, described] of Object.entries(value as Record<string, { description?: string }>)) {
          if (described.description === undefined) nameless.push(`${at}.${field}`);
        }
      }
      look(value, `${at}.${key}`);
    }
  };
  look(document.components.schemas, '');
  expect(nameless).toEqual([]);
});

test.each([
  ['1101', 'psn_name', 'required for 02 and 03'],
  ['1101', 'certno', 'required for 02 and 03'],
  ['1101', 'card_sn', 'required for 03'],
  ['2001', 'dise_codg', 'required where med_type is 14'],
  ['2201', 'sim_dise_codg', 'required where sim_med_type is 14'],
  ['2208', 'sim_invono', 'required where sim_trial is 0'],
  ['2208', 'sim_approver', 'required where sim_trial is 0'],
  ['5203', 'setl_id', 'one of setl_id and sim_omsgid is required'],
  ['5203', 'sim_omsgid', 'one of setl_id and sim_omsgid is required'],
])('says of %s when %s, which may be null, has to be there', (infno, field, when) => {
  const { data } = document.components.schemas[`request-${infno}`].properties.input.properties;
  expect(data.required ?? []).not.toContain(field);
  expect(data.properties[field].description).toContain(when);
});

interface Trace {
  readonly texts: unknown[];
  readonly places: { readonly title: number; readonly source: number }[];
  readonly entries: { readonly at: number; readonly reason: number }[];
}

/** Published traces are cut to two entries, and what these refer to. */
function cutAs(published: Trace | null | undefined, answered: Trace | null | undefined): void {
  if (!published || !answered) return;
  for (const part of ['texts', 'places', 'entries'] as const) answered[part].splice(published[part].length);
  expect(published.entries).toHaveLength(2);
  for (const { at, reason } of published.entries) {
    const place = published.places[at];
    const said = [place?.title, place?.source, reason].map((number) => published.texts[number ?? -1]);
    for (const text of said) expect(text).toEqual({ zh: expect.any(String), en: expect.any(String) });
  }
}

describe('its examples', () => {
  test('sent in order to a new center are all accepted, and answered as it says', () => {
    const now = '2011-08-15 09:00:00' as Timestamp;
    const seed = loadCitySeed('2011-08-15' as Parameters<typeof loadCitySeed>[0]);
    if (!seed.ok) throw new Error(JSON.stringify(seed.error));
    const center = openCenter({ file: ':memory:', clock: { now: () => now }, seed: seed.value, pack });
    if (!center.ok) throw new Error(center.error.cause.en);
    for (const [name, { value }] of Object.entries(requests)) {
      const answer = JSON.parse(center.value.handle(JSON.stringify(value)));
      expect([name, answer.infcode, answer.err_msg]).toEqual([name, 0, null]);
      // Nothing is answered that the document does not describe.
      expect(answerSchemas.get(String(value.infno))?.safeParse(answer.output).error?.issues, name).toBeUndefined();
      const published = answers[name]?.value as { output: { sim_trace?: Trace | null } };
      cutAs(published.output?.sim_trace, answer.output?.sim_trace);
      expect(answer).toEqual(answers[name]?.value);
    }
    center.value.close();
  });
});

test('/docs shows it from this machine alone; /docs/json is it; /metrics counts without naming anyone', async () => {
  const { url } = await serve();
  expect(await (await fetch(`${url}/docs/json`)).json()).toEqual(document);
  const page = await (await fetch(`${url}/docs`)).text();
  const assets = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
  expect(assets.length).toBeGreaterThan(3);
  for (const path of assets) {
    const asset = new URL(path, `${url}/docs/`);
    expect(asset.origin).toBe(url);
    expect([path, (await fetch(asset)).status]).toEqual([path, 200]);
  }

  const [first] = Object.values(requests);
  await fetch(`${url}/fsi/api`, {
    method: 'POST',
    body: JSON.stringify(first?.value),
    headers: { 'content-type': 'application/json' },
  });
  await fetch(`${url}/fsi/api`, { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } });
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toContain('yibao_center_requests_total{infno="9001",outcome="done"} 1');
  expect(metrics).toContain('yibao_center_requests_total{infno="unknown",outcome="refused"} 1');
  expect(metrics).toContain('yibao_center_batch_size_count 2');
  expect(metrics).toContain('yibao_center_request_duration_seconds_count 2');
  expect(metrics).toMatch(/^yibao_center_open_settlements 0$/m);
  expect(metrics).toMatch(/^yibao_center_database_bytes [1-9]\d+$/m);
  const labels = [...metrics.matchAll(/[{,](\w+)=/g)].map(([, label]) => label);
  expect([...new Set(labels)].sort()).toEqual(['infno', 'le', 'outcome']);
});
