// The keys after a prompt, in doubt, and while reconciling: what may be done, and why the rest may not.

import type { NextStepKind, VisitState } from '../../hospital/visit/state.ts';
import type { Availability, Command } from '../keys/command.ts';
import { messages } from '../language/messages.ts';
import { dispatching, isReconciling, type Moment, stay } from '../model/moment.ts';

type Stopped = Extract<VisitState, { readonly at: 'refused' | 'problem' }>;

/** The visit where a prompt or a problem stands in its way. */
export function stoppedVisit(visit: VisitState): Stopped | undefined {
  return visit.at === 'refused' || visit.at === 'problem' ? visit : undefined;
}

function step(moment: Moment, kind: NextStepKind): Availability {
  const stopped = stoppedVisit(moment.desk.visit);
  if (!stopped || moment.screen.overlay.at !== 'nothing') return 'hidden';
  const offered = stopped.options.find((option) => option.step === kind);
  return offered ? (offered.disabled ?? 'ready') : 'hidden';
}

function stepCommand(kind: NextStepKind, id: string, keys: readonly string[], label: Command['label']): Command {
  return {
    id,
    keys,
    label,
    section: 'trouble',
    // The prompt's own panel shows them, with the reasons.
    helpOnly: true,
    available: (moment) => step(moment, kind),
    run: (moment) => dispatching(moment, { kind: 'step-chosen', step: kind }),
  };
}

/** Money was sent on its way, and nobody knows what became of it. */
export function isInDoubt(visit: VisitState): boolean {
  return visit.at === 'in-doubt' || (visit.at === 'refunding' && visit.refund.at === 'in-doubt');
}

/** At the day's list; what is in flight is also the first step of a statement. */
function canReconcile(moment: Moment): Availability {
  const { screen, desk } = moment;
  if (screen.overlay.at !== 'nothing' || !isReconciling(moment) || desk.statement.at !== 'days') return 'hidden';
  return desk.inFlight.length > 0 ? 'ready' : messages.nothingInFlight;
}

/** The commands that a prompt shows in its own panel, in this order. */
export const promptCommands: readonly Command[] = [
  stepCommand('retry', 'retry', ['r'], messages.retry),
  stepCommand('settle-in-cash', 'settle-in-cash', ['c'], messages.settleInCash),
  stepCommand('reconcile', 'reconcile-step', ['y'], messages.reconcile),
  stepCommand('end-visit', 'end-visit', ['escape'], messages.endVisit),
];

export const troubleCommands: readonly Command[] = [
  ...promptCommands,
  {
    // An Enter that was still meant for what came before, as after a PIN, must not answer a prompt that nobody has read.
    id: 'step-is-chosen',
    keys: ['enter'],
    label: messages.goOn,
    section: 'trouble',
    helpOnly: true,
    available: ({ screen, desk }) =>
      stoppedVisit(desk.visit) && screen.overlay.at === 'nothing' ? messages.chooseAfterPrompt : 'hidden',
    run: (moment) => stay(moment, {}),
  },
  {
    id: 'reconcile',
    keys: ['y', 'enter'],
    label: messages.reconcile,
    section: 'trouble',
    available: ({ screen, desk }) => (isInDoubt(desk.visit) && screen.overlay.at === 'nothing' ? 'ready' : 'hidden'),
    run: (moment) => dispatching(moment, { kind: 'step-chosen', step: 'reconcile' }),
  },
  {
    id: 'reconcile-in-flight',
    keys: ['y'],
    label: messages.reconcileInFlight,
    section: 'trouble',
    available: canReconcile,
    run: (moment) => dispatching(moment, { kind: 'reconcile-asked' }),
  },
  {
    id: 'after-reconciliation',
    keys: ['enter'],
    label: messages.goOn,
    section: 'trouble',
    available: ({ screen, desk }) =>
      desk.visit.at === 'reconciled' && screen.overlay.at === 'nothing' ? 'ready' : 'hidden',
    run: (moment) => dispatching(moment, { kind: 'confirmed' }),
  },
];
