// What one event makes of a visit: the next state and what is asked of the world. Helpers that every stage uses.

import { promptText } from '../../domain/prompt.ts';
import type { Wanted } from '../refund/state.ts';
import type { VisitContext } from './context.ts';
import type { Trial, VisitEffect } from './effects.ts';
import type { CardHolder, Insured } from './people.ts';
import type { Doubt, Goal, Refusal, Subject, VisitState } from './state.ts';

export interface Step {
  readonly state: VisitState;
  readonly effects: readonly VisitEffect[];
}

export function go(state: VisitState, ...effects: readonly VisitEffect[]): Step {
  return { state, effects };
}

/** The window is free. */
export const awaitCard: Step = go({ at: 'awaiting-card' });

/** A visit begins with the card in the slot; a holder whose PIN was accepted is not asked again. */
export function begin(goal: Goal, context: VisitContext): Step {
  const { slot } = context;
  if (goal.to === 'refund' && (slot.at === 'read' || slot.at === 'accepted')) {
    return findRefundable({ holder: slot.holder });
  }
  if (slot.at !== 'accepted') return go({ at: 'reading-card', goal }, { do: 'read-card' });
  return identify(slot.holder, goal);
}

/** What could be given back: the hospital's own disk knows. No PIN is asked; a second person answers for the money. */
export function findRefundable(wanted: Wanted): Step {
  return go({ at: 'refunding', refund: { at: 'finding', wanted } }, { do: 'find-refundable', wanted });
}

/** First the hospital's own disk, then the center. */
export function identify(holder: CardHolder, goal: Goal): Step {
  return go({ at: 'identifying', holder, goal, ticket: undefined }, { do: 'look-up', holder, goal });
}

/** The center has said already who they are; the hospital's own disk is still to be asked. */
export function lookUpIdentified(holder: CardHolder, insured: Insured, goal: Goal): Step {
  return go({ at: 'identifying', holder, goal, ticket: undefined, insured }, { do: 'look-up', holder, goal });
}

/** The next patient: a card that came in meanwhile is read at once; the one that was just served is not. */
export function nextPatient(context: VisitContext): Step {
  return context.goal && context.slot.at === 'unread' ? begin(context.goal, context) : awaitCard;
}

export function trialOf(state: Extract<VisitState, { at: 'trial-shown' | 'settling' }>): Trial {
  const { subject, charge, ticketNumber, mdtrtId, split } = state;
  return { subject, charge, ticketNumber, mdtrtId, split };
}

/** The trial that the center holds for this visit, however deep a prompt or a pulled card has buried it. */
export function heldTrial(state: VisitState): Trial | undefined {
  switch (state.at) {
    case 'trial-shown':
      return trialOf(state);
    case 'card-pulled':
    case 'other-card':
    case 'refused':
    case 'problem':
    case 'reconciling':
    case 'reconciled':
      return heldTrial(state.resume);
    default:
      return undefined;
  }
}

function giveUp(state: VisitState): Step {
  const trial = heldTrial(state);
  return trial ? go({ at: 'awaiting-card' }, { do: 'abandon-trial', trial }) : awaitCard;
}

/** The visit is given up here. Undefined where that is not possible: something is under way that must end first. */
export function leave(state: VisitState): Step | undefined {
  switch (state.at) {
    case 'pricing':
    case 'settling':
    case 'settling-in-cash':
    case 'taking-cash':
    case 'reconciling':
    case 'reviewing':
      return undefined;
    case 'card-pulled':
    case 'other-card':
      return leave(state.resume);
    case 'refunding':
      return ['finding', 'trying', 'sending'].includes(state.refund.at) ? undefined : awaitCard;
    default:
      return giveUp(state);
  }
}

/** The visit is given up, and the next patient's card is read where it is in the slot already. */
export function endVisit(state: VisitState, context: VisitContext): Step {
  const next = nextPatient(context);
  return go(next.state, ...giveUp(state).effects, ...next.effects);
}

export function holderOfSubject(subject: Subject): CardHolder {
  return (subject.purpose === 'registration' ? subject.patient : subject.ticket.patient).holder;
}

/** Whose card the visit goes on with; undefined where the visit has no card (yet). */
export function holderOf(state: VisitState): CardHolder | undefined {
  switch (state.at) {
    case 'entering-pin':
    case 'verifying-pin':
    case 'identifying':
    case 'card-pulled':
      return state.holder;
    case 'other-card':
      return state.expected;
    case 'choosing':
      return state.patient.holder;
    case 'pricing':
    case 'trial-shown':
      return holderOfSubject(state.subject);
    case 'refused':
    case 'problem':
      return holderOf(state.resume);
    default:
      return undefined;
  }
}

/** What was sent and never answered, met again: prompt 5, as the cashier saw it then. */
export function inDoubt({ subject, msgid }: Doubt): VisitState {
  if (subject.purpose === 'refund') return { at: 'refunding', refund: { at: 'in-doubt', order: subject, msgid } };
  return { at: 'in-doubt', subject, msgid, refusal: centerUnreached(`no answer to ${msgid}`) };
}

export function unreadableCard(cause: string): Refusal {
  return {
    prompt: 'card-invalid',
    text: promptText({ id: 'card-invalid' }),
    stage: 'card-contact',
    fact: { cause },
    also: [],
  };
}

export function wrongPin(triesLeft: number): Refusal {
  return {
    prompt: 'wrong-pin',
    text: promptText({ id: 'wrong-pin' }),
    stage: 'pin',
    triesLeft,
    fact: {},
    also: [],
  };
}

export function centerUnreached(cause: string): Refusal {
  return {
    prompt: 'center-call-failed',
    text: promptText({ id: 'center-call-failed' }),
    stage: 'network',
    fact: { cause },
    also: [],
  };
}
