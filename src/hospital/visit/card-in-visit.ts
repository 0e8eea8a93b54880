// The card's part in a visit. Until the settlement is sent, the card stays in: pulled, the visit pauses; the same card
// goes on; another card is another person. A pulled card has forgotten its PIN, so whoever was not yet identified enters
// it again; once the center has answered, the product asks nothing more of the card and the visit goes on where it was.

import type { VisitContext } from './context.ts';
import type { ReaderSideEvent } from './events.ts';
import { refuse, troubled } from './next-steps.ts';
import { type CardHolder, type IdCardHolder, isSameShown } from './people.ts';
import { idCardExpired, idCardUnreadable, type Problem, type ProblemKind } from './problem.ts';
import type { VisitState } from './state.ts';
import {
  awaitCard,
  begin,
  findRefundable,
  go,
  holderOf,
  identify,
  type Step,
  unreadableCard,
  wrongPin,
} from './step.ts';

/** Where the visit stands still without its card. */
export function needsCard(state: VisitState): boolean {
  const holder = holderOf(state);
  // Identity cards and vouchers are shown once: nothing of them has to stay.
  if (holder && holder.by !== 'social-security-card') return false;
  switch (state.at) {
    case 'entering-pin':
    case 'verifying-pin':
    case 'identifying':
    case 'pricing':
    case 'trial-shown':
      return true;
    case 'choosing':
      return state.payment.way === 'network';
    default:
      return false;
  }
}

/** What goes on when the card comes back. */
function whenBack(state: VisitState): VisitState {
  return state.at === 'verifying-pin' || state.at === 'identifying'
    ? { at: 'entering-pin', holder: state.holder, goal: state.goal }
    : state;
}

function pause(state: VisitState, holder: CardHolder): VisitState {
  return { at: 'card-pulled', holder, resume: whenBack(state) };
}

function removed(state: VisitState): Step {
  if (state.at === 'reading-card') return awaitCard;
  if (state.at === 'other-card') {
    return go(needsCard(state.resume) ? pause(state.resume, state.expected) : state.resume);
  }
  const holder = holderOf(state);
  return go(needsCard(state) && holder ? pause(state, holder) : state);
}

/** Problems of somebody who did not even begin a visit. */
const atTheDoor: readonly ProblemKind[] = ['no-voucher', 'id-card-unreadable', 'id-card-expired'];

export function isFree(state: VisitState): boolean {
  return (
    state.at === 'awaiting-card' ||
    state.at === 'registered' ||
    state.at === 'paid' ||
    state.at === 'orders-sent' ||
    (state.at === 'refunding' && state.refund.at === 'refunded') ||
    (state.at === 'reconciled' && state.resume.at === 'awaiting-card') ||
    (state.at === 'problem' && atTheDoor.includes(state.problem.kind))
  );
}

function inserted(state: VisitState, event: Extract<ReaderSideEvent, { kind: 'card-inserted' }>): Step {
  if (isFree(state)) return go({ at: 'reading-card', goal: event.goal }, { do: 'read-card' });
  if (state.at === 'card-pulled') return go(state, { do: 'read-card' });
  if (state.at !== 'refused' && state.at !== 'problem') return go(state);
  // A dirty contact may read at the third try: swiping again is trying again.
  if (state.resume.at === 'reading-card' || state.resume.at === 'card-pulled') {
    return go(state.resume, { do: 'read-card' });
  }
  return holderOf(state) ? go(state, { do: 'read-card' }) : go(state);
}

/** Whoever was waited for comes back; where only a PIN is asked for next, with whatever they show. */
export function cameBack(expected: CardHolder, found: CardHolder, resume: VisitState): VisitState {
  if (isSameShown(expected, found)) return resume;
  if (resume.at === 'entering-pin' && expected.idNumber === found.idNumber) return { ...resume, holder: found };
  return { at: 'other-card', expected, found, resume };
}

function read(state: VisitState, holder: CardHolder): Step {
  if (state.at === 'reading-card') {
    return state.goal.to === 'refund'
      ? findRefundable({ holder })
      : go({ at: 'entering-pin', holder, goal: state.goal });
  }
  if (state.at !== 'card-pulled' && state.at !== 'refused' && state.at !== 'problem') return go(state);
  const expected = holderOf(state);
  if (!expected) return go(state);
  const resume = state.at === 'card-pulled' ? state.resume : state;
  return go(cameBack(expected, holder, resume));
}

function unreadable(state: VisitState, cause: string, context: VisitContext): Step {
  switch (state.at) {
    case 'reading-card':
    case 'card-pulled':
      return go(refuse(unreadableCard(cause), state, context));
    case 'verifying-pin':
      // The exchange broke off: only a new power-on tells where the card stands.
      return go(refuse(unreadableCard(cause), { at: 'reading-card', goal: state.goal }, context));
    default:
      return go(state);
  }
}

/** An identity card was laid down: a visit begins, or whoever was waited for is there. */
function idCardRead(state: VisitState, holder: IdCardHolder, { goal }: VisitContext): Step {
  if (isFree(state)) {
    if (goal?.to === 'refund') return findRefundable({ holder });
    return go(goal ? { at: 'entering-pin', holder, goal } : state);
  }
  if (state.at === 'card-pulled') return go(cameBack(state.holder, holder, state.resume));
  if (state.at === 'other-card' && state.found.by !== 'social-security-card')
    return go(cameBack(state.expected, holder, state.resume));
  return go(state);
}

/** What a card says of a PIN says nothing of one that the center was asked about. */
function verifiesOnCard(state: VisitState): state is Extract<VisitState, { at: 'verifying-pin' }> {
  return state.at === 'verifying-pin' && state.holder.by === 'social-security-card';
}

function refusedAtTheDoor(state: VisitState, problem: Problem): Step {
  return go(isFree(state) ? troubled(problem, { at: 'awaiting-card' }) : state);
}

export function onReaderSide(state: VisitState, event: ReaderSideEvent, context: VisitContext): Step {
  switch (event.kind) {
    case 'card-inserted':
      return inserted(state, event);
    case 'card-removed':
      return removed(state);
    case 'card-read':
      return read(state, event.holder);
    case 'card-unreadable':
      return unreadable(state, event.cause, context);
    case 'id-card-read':
      return idCardRead(state, event.holder, context);
    case 'id-card-unreadable':
      return refusedAtTheDoor(state, idCardUnreadable(event.remedy));
    case 'id-card-expired':
      return refusedAtTheDoor(state, idCardExpired(event.on));
    case 'pin-accepted':
      return verifiesOnCard(state) ? identify(state.holder, state.goal) : go(state);
    case 'pin-rejected': {
      if (!verifiesOnCard(state)) return go(state);
      const again: VisitState = { at: 'entering-pin', holder: state.holder, goal: state.goal };
      return go(refuse(wrongPin(event.triesLeft), again, context));
    }
  }
}

/** The visit before is over, that of the other person begins, with what they showed. */
export function turnToOtherCard(found: CardHolder, context: VisitContext): Step {
  const { goal } = context;
  if (!goal) return awaitCard;
  switch (found.by) {
    case 'social-security-card':
      return begin(goal, context);
    case 'id-card':
      return go({ at: 'entering-pin', holder: found, goal });
    case 'e-voucher':
      return go({ at: 'recognising', code: found.code, goal }, { do: 'recognise', code: found.code });
  }
}
