// The visit's reducer: what an event makes of a visit, and what is asked of the world for it. Pure; an event that makes
// no sense in a state changes nothing and asks for nothing.

import { reduceRefund } from '../refund/reduce-refund.ts';
import { needsCard, onReaderSide } from './card-in-visit.ts';
import type { VisitContext } from './context.ts';
import type { CenterSideEvent, StoreSideEvent, VisitEvent } from './events.ts';
import { onAnswer } from './on-answer.ts';
import { onCounter } from './on-counter.ts';
import type { VisitState } from './state.ts';
import { go, type Step } from './step.ts';

type Paused = Extract<VisitState, { at: 'card-pulled' | 'other-card' }>;

/** While the card is out, answers still arrive: the trial is kept for its return, a refusal is shown at once. */
function beneath(state: Paused, event: CenterSideEvent | StoreSideEvent, context: VisitContext): Step {
  const inner = onAnswer(state.resume, event, context);
  if (inner.state === state.resume) return go(state);
  return needsCard(inner.state) ? go({ ...state, resume: inner.state }, ...inner.effects) : inner;
}

/** One event. The same state object comes back where nothing changed. */
export function reduce(state: VisitState, event: VisitEvent, context: VisitContext): Step {
  const refunded = state.at === 'refunding' ? reduceRefund(state, event, context) : undefined;
  if (refunded) return refunded;
  switch (event.kind) {
    case 'card-inserted':
    case 'card-removed':
    case 'card-read':
    case 'card-unreadable':
    case 'id-card-read':
    case 'id-card-unreadable':
    case 'id-card-expired':
    case 'pin-accepted':
    case 'pin-rejected':
      return onReaderSide(state, event, context);
    case 'looked-up':
    case 'identified':
    case 'recognised':
    case 'priced':
    case 'reviewed':
    case 'settled':
    case 'left-in-doubt':
    case 'refused':
    case 'problem-met':
    case 'reconciled':
    case 'cash-taken':
    case 'orders-saved':
    case 'refundable-found':
    case 'refund-tried':
    case 'refunded':
      return state.at === 'card-pulled' || state.at === 'other-card'
        ? beneath(state, event, context)
        : onAnswer(state, event, context);
    default:
      return onCounter(state, event, context);
  }
}
