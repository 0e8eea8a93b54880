// Follows somebody through a plan: which step is next, and what the script does meanwhile. What was not planned changes
// nothing here; how much of it there was is the score's business.

import type { Step } from '../scenario/steps.ts';
import type { Plan, Planned } from './plan.ts';

/** The place of the next step in the plan; its length where the plan is done. */
export type Place = number;

type AtWindow = Extract<Planned, { by: 'window' }>;

/** What the script does now, before the next step at the window, and the place after it. */
export function scriptAt(plan: Plan, place: Place): { readonly steps: readonly Step[]; readonly place: Place } {
  let next = place;
  const steps: Step[] = [];
  for (let planned = plan[next]; planned?.by === 'script'; planned = plan[next]) {
    steps.push(planned.step);
    next += 1;
  }
  return { steps, place: next };
}

/** The step that is to be done at the window; undefined where the plan is done, or the script's turn comes first. */
export function nextAtWindow(plan: Plan, place: Place): AtWindow | undefined {
  const planned = plan[place];
  return planned?.by === 'window' ? planned : undefined;
}

/**
 * The place after something was done. Steps of the plan that were left out are passed over, as far as no turn of the script
 * lies between: without what the script does there, what comes after it cannot be meant.
 */
export function followed(plan: Plan, place: Place, key: string): Place {
  for (let index = place; index < plan.length; index += 1) {
    const planned = plan[index];
    if (planned?.by !== 'window') return place;
    if (planned.key === key) return index + 1;
  }
  return place;
}

/** The first turn of the script from here on: where whoever is at the window has nothing more to do before it. */
export function toNextTurn(plan: Plan, place: Place): Place {
  const turn = plan.findIndex((planned, index) => index >= place && planned.by === 'script');
  return turn === -1 ? plan.length : turn;
}
