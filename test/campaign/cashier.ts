// The cashier of a run: looks at the screen, does the obvious thing, and is now and then hurried, distracted or wrong.
// Pure but for the dice it is handed: one screen in, one deed out.

import type { Fen } from '../../src/domain/money.ts';
import type { Operator } from '../../src/domain/operator.ts';
import type { DeskSnapshot, Lookup, Station } from '../../src/hospital/desk.ts';
import { hindranceOf, standingCharge, standingLines } from '../../src/hospital/refund/standing.ts';
import type { RefundState } from '../../src/hospital/refund/state.ts';
import type { RegistrationChoice } from '../../src/hospital/visit/charge.ts';
import type { CounterEvent } from '../../src/hospital/visit/events.ts';
import { mayDo } from '../../src/hospital/visit/next-steps.ts';
import type { NextStepKind, VisitState } from '../../src/hospital/visit/state.ts';
import { pins } from './left-pins.ts';
import type { Random } from './random.ts';
import { ownerOf, whoseVisit } from './whose-visit.ts';

export interface Patient {
  readonly idNumber: string;
  readonly pin: string;
  /** What they show at the window. */
  readonly shows: { readonly by: 'card'; readonly card: string } | { readonly by: 'voucher'; readonly code: string };
  readonly kind: RegistrationChoice['kind'];
  readonly illness: RegistrationChoice['illness'];
  /** Pays at full price where insurance refuses; others go home. */
  readonly hasCash: boolean;
}

/** Drugs that are brought back: of which ticket, all of them or one, and the how many-eth refund of it that would be. */
export interface Drugs {
  readonly of: 'drugs';
  readonly ticket: string;
  readonly all: boolean;
  readonly refund: number;
}

/** What is brought back: drugs, or the registration itself (退号). */
export type Brought = Drugs | { readonly of: 'registration'; readonly ticket: string };

/** What somebody came to a window for. */
export interface Errand {
  readonly patient: Patient;
  readonly to: Extract<Station, 'register' | 'pay' | 'refund'>;
  /** Of those who bring something back. */
  readonly brings?: Brought;
  deeds: number;
  /** How often they came back for it. */
  readonly returns: number;
}

export type Deed =
  | { readonly do: 'dispatch'; readonly event: CounterEvent }
  | { readonly do: 'insert-card' }
  | { readonly do: 'take-card' }
  | { readonly do: 'open-station'; readonly station: Station }
  /** Looks again when the screen changes. */
  | { readonly do: 'wait' }
  /** `later`: they come back, `gone`: they do not. */
  | { readonly do: 'dismiss'; readonly as: 'served' | 'later' | 'gone' };

export interface Dice {
  readonly random: Random;
  readonly lookup: Lookup;
  /** Who sits there. */
  readonly operator: Operator;
  readonly wrongPin: () => boolean;
}

/** The second person. */
const supervisor: Operator = { code: '9000', name: '组长', role: 'supervisor' };

/** Nobody stands at a window for ever. */
const patience = 60;
const wait: Deed = { do: 'wait' };
const confirm: Deed = { do: 'dispatch', event: { kind: 'confirmed' } };
const back: Deed = { do: 'dispatch', event: { kind: 'back' } };
const choose = (step: NextStepKind): Deed => ({ do: 'dispatch', event: { kind: 'step-chosen', step } });
const dismiss = (as: 'served' | 'later' | 'gone'): Deed => ({ do: 'dismiss', as });

/** Opened by the ticket's number, or by the card where they show one. */
function bringsBack(shown: DeskSnapshot, errand: Errand, brings: Brought, cardIn: boolean): Deed {
  const { patient, deeds, returns } = errand;
  if (shown.station !== 'refund') return { do: 'open-station', station: 'refund' };
  const isWhole = brings.of === 'registration' || brings.all;
  if (patient.shows.by === 'card' && isWhole && !cardIn) return { do: 'insert-card' };
  // After station, card and question it is another attempt: was it given back before the program ended?
  const isAgain = returns > 0 || deeds > 3;
  const ticket = isAgain ? shown.queue.refund.find(({ number }) => number === brings.ticket) : undefined;
  const refunded = ticket?.stage.at === 'paid' ? ticket.stage.refunds.length : 0;
  if (brings.of === 'drugs' && refunded >= brings.refund) return dismiss('served');
  return { do: 'dispatch', event: { kind: 'refund-asked', wanted: { ticket: brings.ticket } } };
}

/** What the queues on the screen say of this patient. */
function atFreeWindow(shown: DeskSnapshot, errand: Errand, cardIn: boolean): Deed {
  if (errand.brings) return bringsBack(shown, errand, errand.brings, cardIn);
  const { idNumber, shows } = errand.patient;
  const waiting = shown.queue.consult.find((ticket) => ownerOf(ticket) === idNumber);
  const due = shown.queue.pay.find((ticket) => ownerOf(ticket) === idNumber);
  if (errand.to === 'register' && (waiting || (due && due.stage.at !== 'fee-due'))) return dismiss('served');
  if (errand.to === 'pay' && !due) return dismiss(waiting ? 'later' : 'served');
  if (shown.station !== errand.to) return { do: 'open-station', station: errand.to };
  if (due?.stage.at === 'fee-due' || due?.stage.at === 'cash-due' || due?.stage.at === 'in-doubt') {
    return { do: 'dispatch', event: { kind: 'ticket-opened', ticket: due, to: 'pay' } };
  }
  if (shows.by === 'voucher') return { do: 'dispatch', event: { kind: 'voucher-scanned', scanned: shows.code } };
  return cardIn ? confirm : { do: 'insert-card' };
}

function choiceFor({ kind, illness }: Patient, { random, lookup }: Dice): Deed {
  const department = random.pick(lookup.departments(''));
  const doctor = random.pick(lookup.doctors(department));
  return { do: 'dispatch', event: { kind: 'choice-made', choice: { kind, illness, department, doctor } } };
}

function afterPrompt(visit: Extract<VisitState, { at: 'refused' }>, { patient }: Errand, { random }: Dice): Deed {
  const { options, refusal } = visit;
  const may = (step: NextStepKind) => mayDo(options, step);
  if (may('reconcile')) return choose('reconcile');
  if (refusal.prompt === 'center-call-failed' && may('retry') && random.chance(0.8)) return choose('retry');
  if (refusal.prompt === 'wrong-pin' && may('retry')) return choose('retry');
  if (may('settle-in-cash') && patient.hasCash) return choose('settle-in-cash');
  return choose('end-visit');
}

/** What they ended with at the window may be otherwise in an hour. */
const passes = new Set(['center-call-failed', 'open-reconciliation']);

function whenStopped(visit: VisitState): 'later' | 'gone' {
  if (visit.at === 'refused') return passes.has(visit.refusal.prompt) ? 'later' : 'gone';
  return 'later';
}

function chooseLines({ order }: Extract<RefundState, { at: 'choosing-lines' }>, { all }: Drugs, dice: Dice): Deed {
  const { stage } = order.ticket;
  const charge = stage.at === 'paid' ? standingCharge(stage) : undefined;
  const open = standingLines(order.ticket).flatMap((line, place) => {
    const isChosen = order.returned.some((each) => each.place === place);
    return !charge || isChosen || hindranceOf(line, charge) ? [] : [{ line, place }];
  });
  const [next] = open;
  if (next && (all || order.returned.length === 0)) {
    const quantity = all || dice.random.chance(0.5) ? next.line.quantity : '1';
    return { do: 'dispatch', event: { kind: 'line-returned', place: next.place, quantity } };
  }
  return order.returned.length > 0 ? confirm : dismiss('gone');
}

function atRefund(refund: RefundState, brings: Brought, dice: Dice): Deed {
  switch (refund.at) {
    case 'choosing-ticket':
      return { do: 'dispatch', event: { kind: 'refund-asked', wanted: { ticket: brings.ticket } } };
    case 'choosing-lines':
      // The card may have opened another ticket of theirs.
      return refund.order.ticket.number === brings.ticket && brings.of === 'drugs'
        ? chooseLines(refund, brings, dice)
        : dismiss('gone');
    case 'trial-shown': {
      if (refund.order.ticket.number !== brings.ticket) return dismiss('gone');
      const approval = { action: 'refund', by: supervisor, to: dice.operator } as const;
      return dice.random.chance(0.05) ? back : { do: 'dispatch', event: { kind: 'refund-approved', approval } };
    }
    case 'in-doubt':
      return dice.random.chance(0.8) ? choose('reconcile') : dismiss('later');
    case 'refunded':
      return dismiss('served');
    default:
      return wait;
  }
}

function atOwnVisit(shown: DeskSnapshot, errand: Errand, cardIn: boolean, dice: Dice): Deed {
  const { visit } = shown;
  const { patient, brings } = errand;
  switch (visit.at) {
    case 'refunding':
      return brings ? atRefund(visit.refund, brings, dice) : back;
    case 'entering-pin': {
      const pin = dice.wrongPin() ? pins.wrong : patient.pin;
      return { do: 'dispatch', event: { kind: 'pin-entered', pin } };
    }
    case 'choosing':
      return choiceFor(patient, dice);
    case 'trial-shown':
    case 'consent-asked':
      return dice.random.chance(0.03) ? back : confirm;
    case 'cash-due': {
      const tendered = (visit.due + dice.random.between(0, 50_00)) as Fen;
      return { do: 'dispatch', event: { kind: 'cash-tendered', tendered } };
    }
    case 'refused': {
      const deed = afterPrompt(visit, errand, dice);
      return deed.do === 'dispatch' && deed.event.kind === 'step-chosen' && deed.event.step === 'end-visit'
        ? dismiss(whenStopped(visit))
        : deed;
    }
    case 'problem':
      // What the center will not give back, it will not give back in an hour either.
      if (hopeless.has(visit.problem.kind)) return dismiss('gone');
      return dice.random.chance(0.6) ? choose('retry') : dismiss('later');
    case 'in-doubt':
      return dice.random.chance(0.8) ? choose('reconcile') : dismiss('later');
    // Still on the screen when they come back for something else, it is no answer to that.
    case 'registered':
      return errand.to === 'register' ? dismiss('served') : atFreeWindow(shown, errand, cardIn);
    case 'paid':
      return errand.to === 'pay' ? dismiss('served') : atFreeWindow(shown, errand, cardIn);
    case 'card-pulled':
      return cardIn ? wait : { do: 'insert-card' };
    case 'other-card':
      return { do: 'take-card' };
    case 'trial-shown-in-cash':
    case 'reconciled':
      return confirm;
    default:
      return wait;
  }
}

const hopeless = new Set(['refund-refused', 'nothing-to-refund', 'no-such-ticket']);

const busy = new Set<VisitState['at']>([
  'reading-card',
  'verifying-pin',
  'identifying',
  'recognising',
  'pricing',
  'settling',
  'settling-in-cash',
  'taking-cash',
  'reconciling',
]);
const over = new Set<VisitState['at']>(['registered', 'paid', 'orders-sent']);

/** Nothing is done while the window waits for somebody's answer. */
export function isBusy(visit: VisitState): boolean {
  if (visit.at === 'refunding') return ['finding', 'trying', 'sending'].includes(visit.refund.at);
  return busy.has(visit.at);
}

/** What the cashier does next for the one at the window. */
export function nextDeed(shown: DeskSnapshot, errand: Errand, cardIn: boolean, dice: Dice): Deed {
  const { visit } = shown;
  if (isBusy(visit)) return wait;
  if (errand.deeds > patience) return dismiss('gone');
  if (visit.at === 'awaiting-card') return atFreeWindow(shown, errand, cardIn);
  if (visit.at === 'reconciled' && visit.resume.at === 'awaiting-card') return atFreeWindow(shown, errand, cardIn);
  const owner = whoseVisit(visit);
  if (owner === errand.patient.idNumber) return atOwnVisit(shown, errand, cardIn, dice);
  if (over.has(visit.at)) return atFreeWindow(shown, errand, cardIn);
  // A card that did not read, a voucher that was not answered, or what the one before left on the screen.
  if (visit.at === 'refused' && owner === undefined) return atOwnVisit(shown, errand, cardIn, dice);
  // Nothing of the ticket can be given back; what the one before left is gone by the second deed.
  if (visit.at === 'problem' && errand.deeds > 1 && hopeless.has(visit.problem.kind)) return dismiss('gone');
  return back;
}
