// The doctor of a run, at a desk of their own: opens who waits longest, writes a diagnosis and some orders, sends them.

import type { DeskSnapshot, Lookup } from '../../src/hospital/desk.ts';
import type { CounterEvent } from '../../src/hospital/visit/events.ts';
import { refusals } from '../../src/hospital/visit/review.ts';
import type { Random } from './random.ts';

const mostLines = 4;

function order(random: Random, lookup: Lookup): CounterEvent {
  const item = random.pick(lookup.items(''));
  const quantity = String(random.between(1, 3));
  return { kind: 'line-added', item, quantity, days: item.category === 'drug' ? random.between(1, 7) : undefined };
}

/** What the doctor does next; undefined: nothing until the screen changes. */
export function nextOrder(shown: DeskSnapshot, random: Random, lookup: Lookup): CounterEvent | undefined {
  const { visit } = shown;
  switch (visit.at) {
    case 'reconciled':
      return { kind: 'confirmed' };
    case 'awaiting-card':
    case 'orders-sent': {
      const [ticket] = shown.queue.consult;
      return ticket && { kind: 'ticket-opened', ticket, to: 'consult' };
    }
    case 'consulting': {
      const { diagnosis, lines } = visit.orders;
      // What review refused is taken out, as nobody here knows better.
      const [refused] = refusals(visit.findings ?? []);
      if (refused?.line !== undefined) return { kind: 'line-removed', index: refused.line };
      if (!diagnosis) return { kind: 'diagnosis-set', diagnosis: random.pick(lookup.diagnoses('')) };
      if (lines.length === 0 || (lines.length < mostLines && random.chance(0.5))) return order(random, lookup);
      return { kind: 'orders-sent' };
    }
    case 'problem':
      return { kind: 'step-chosen', step: random.chance(0.5) ? 'retry' : 'end-visit' };
    case 'consent-asked':
      return { kind: random.chance(0.9) ? 'confirmed' : 'back' };
    case 'reviewing':
    case 'reconciling':
      return undefined;
    default:
      return { kind: 'back' };
  }
}
