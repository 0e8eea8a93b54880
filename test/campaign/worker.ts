// A process that plays seeds: one comes in, its report goes out. Whatever is thrown is told with its seed, not lost.

import { ground } from '../support/ground.ts';
import { openCampaignCity } from './city.ts';
import { playSeed, type RunReport } from './run.ts';

export interface Order {
  readonly seed: number;
  readonly days: number;
  readonly fingerprint: boolean;
}

export type Told =
  | { readonly kind: 'ready' }
  | { readonly kind: 'played'; readonly report: RunReport }
  | { readonly kind: 'crashed'; readonly seed: number; readonly days: number; readonly error: string };

const city = openCampaignCity(ground());
let current: Order = { seed: 0, days: 0, fingerprint: false };

function tell(told: Told): void {
  process.send?.(told);
}

function crash(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  tell({ kind: 'crashed', seed: current.seed, days: current.days, error: text });
}

process.on('unhandledRejection', crash);
process.on('uncaughtException', crash);
// Ctrl+C at the terminal reaches every process of the campaign; when to end is said by the one that gave the order.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => {
  city.close();
  process.exit(0);
});
process.on('message', (order: Order) => {
  current = order;
  playSeed(city, order).then((report) => tell({ kind: 'played', report }), crash);
});
tell({ kind: 'ready' });
