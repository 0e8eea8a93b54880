// The locked counter: number and password, and nothing of any patient. Its keys are the only ones that mean anything then.

import type { Result } from '../../domain/result.ts';
import type { OperatorRefusal } from '../../hospital/operators/refusal.ts';
import type { Drawn, Room } from '../frame/drawn.ts';
import { heading } from '../frame/drawn.ts';
import type { Command } from '../keys/command.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import { type Moment, type Outcome, stay } from '../model/moment.ts';
import type { ScreenState } from '../model/state.ts';
import { emptyLine } from '../text/line.ts';
import { emptyForm, entered, refusedWith, steppedBack } from './form.ts';
import { formDrawn } from './form-view.ts';

export function isLocked({ desk }: Pick<Moment, 'desk'>): boolean {
  return desk.attended.at === 'locked';
}

/** A question that lies over the locked counter is answered first. */
export function asksForSignIn(moment: Moment): boolean {
  return isLocked(moment) && moment.screen.overlay.at !== 'asked';
}

const whenLocked = (moment: Moment) => (asksForSignIn(moment) ? 'ready' : 'hidden');

function enter(moment: Moment): Outcome {
  const next = entered(moment.screen.signIn);
  if (next.at === 'typing') return stay(moment, { signIn: next.form });
  const { code, password } = next;
  return stay(moment, { signIn: next.form }, { do: 'sign-in', code, password });
}

/** The screen after the desk has answered. */
export function signInAnswered(screen: ScreenState, answer: Result<void, OperatorRefusal>): ScreenState {
  return { ...screen, signIn: answer.ok ? emptyForm : refusedWith(screen.signIn, answer.error) };
}

/** Half a PIN and whatever lies open go with the lock; the visit stays where it is. */
function lock(moment: Moment): Outcome {
  const { entry } = moment.screen;
  const typed = entry.at === 'pin' ? { at: 'pin' as const, digits: '' } : entry;
  return stay(
    moment,
    { entry: typed, overlay: { at: 'nothing' }, signIn: emptyForm, notice: undefined },
    { do: 'lock' },
  );
}

/** In every state of an open counter. */
export const lockCommand: Command = {
  id: 'lock',
  keys: ['ctrl+o'],
  label: messages.lock,
  section: 'screen',
  helpOnly: true,
  available: (moment) => (isLocked(moment) ? 'hidden' : 'ready'),
  run: lock,
};

export const lockedCommands: readonly Command[] = [
  {
    id: 'sign-in',
    keys: ['enter', 'tab'],
    label: ({ screen }) => (screen.signIn.typing === 'password' ? messages.signIn : messages.toPassword),
    section: 'screen',
    available: whenLocked,
    run: enter,
  },
  {
    id: 'sign-in-back',
    keys: ['escape'],
    label: messages.back,
    section: 'screen',
    available: whenLocked,
    run: (moment) => stay(moment, { signIn: steppedBack(moment.screen.signIn) ?? emptyForm }),
  },
];

export function lockedDrawn(moment: Moment, pen: Pen, room: Room): Drawn {
  const { lines, caret } = formDrawn(moment.screen.signIn, [pen.say(messages.lockedAbout)], pen, room.width);
  const above = [heading(pen.say(messages.lockedTitle), '', room.width), emptyLine];
  return { lines: [...above, ...lines], ...(caret && { caret: { x: caret.x, y: caret.y + above.length } }) };
}
