// What the served center counts, in Prometheus text at GET /metrics. Labels are transaction numbers, outcomes and prompts:
// a person, a hospital or a message is in none of them.

import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Handled } from '../center.ts';
import type { CenterFigures } from '../inspect.ts';

/** Seconds: a durable commit takes a quarter of a millisecond or more. */
const durations = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const batchSizes = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const unknownTransaction = 'unknown';

export interface Metrics {
  /** One batch was committed and is about to be answered. */
  batch(answers: readonly Handled[]): void;
  /** One request was answered, so many milliseconds after it had arrived whole. */
  answered(milliseconds: number): void;
  readonly contentType: string;
  text(): Promise<string>;
}

/** `figures` is asked at each look. */
export function openMetrics(figures: () => CenterFigures): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'yibao_center_requests_total',
    help: 'Messages answered, by transaction and outcome (done, refused, repeated).',
    labelNames: ['infno', 'outcome'],
    registers,
  });
  const prompts = new Counter({
    name: 'yibao_center_prompts_total',
    help: 'Refusals by one of the documented prompts.',
    labelNames: ['prompt'],
    registers,
  });
  const duration = new Histogram({
    name: 'yibao_center_request_duration_seconds',
    help: 'From a request that has arrived whole to its answer, the durable commit included.',
    buckets: durations,
    registers,
  });
  const batches = new Histogram({
    name: 'yibao_center_batch_size',
    help: 'Messages answered by one commit.',
    buckets: batchSizes,
    registers,
  });
  new Gauge({
    name: 'yibao_center_open_settlements',
    help: 'Settlements and refunds that no hospital has confirmed.',
    registers,
    collect() {
      this.set(figures().openSettlements);
    },
  });
  new Gauge({
    name: 'yibao_center_database_bytes',
    help: 'Size of the database file.',
    registers,
    collect() {
      this.set(figures().databaseBytes);
    },
  });
  return {
    batch(answers) {
      batches.observe(answers.length);
      for (const { infno = unknownTransaction, fate, prompt } of answers) {
        requests.inc({ infno, outcome: fate });
        if (prompt) prompts.inc({ prompt });
      }
    },
    answered: (milliseconds) => duration.observe(milliseconds / 1000),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
