// Plays events through the reducer, for its tests: what state comes of them, and what was asked of the world on the way.

import type { VisitContext } from '../../src/hospital/visit/context.ts';
import type { VisitEffect } from '../../src/hospital/visit/effects.ts';
import type { VisitEvent } from '../../src/hospital/visit/events.ts';
import { reduce } from '../../src/hospital/visit/reduce.ts';
import type { VisitState } from '../../src/hospital/visit/state.ts';
import { atRegister } from './visits.ts';

export const start: VisitState = { at: 'awaiting-card' };

export function play(events: readonly VisitEvent[], context: VisitContext = atRegister, from: VisitState = start) {
  let state = from;
  const effects: VisitEffect[] = [];
  for (const event of events) {
    const step = reduce(state, event, context);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects, did: effects.map((effect) => effect.do) };
}

/** The events up to the first of a kind, with it. */
export const upTo = (events: readonly VisitEvent[], kind: VisitEvent['kind']) =>
  events.slice(0, events.findIndex((event) => event.kind === kind) + 1);

/** At the register, with no card in the slot. */
export const without: VisitContext = { ...atRegister, slot: { at: 'none' } };
