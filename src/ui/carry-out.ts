// What a key brought about, done: at the desk, at the tray, at the printer. The pure part only named it.

import type { Desk } from '../hospital/desk.ts';
import type { Effect, Tray } from './model/moment.ts';
import type { Printable, WriteReceipt } from './model/printable.ts';
import type { Notice, ScreenState } from './model/state.ts';
import { approvalAnswered } from './sign-in/approval.ts';
import { signInAnswered } from './sign-in/locked.ts';

/** The hand at the mock reader and the line, as far as there is one. */
export interface TrayHand {
  state(): Tray;
  /** Answers what went wrong, to be said; undefined where it went well. */
  act(effect: Effect): Notice | undefined;
}

/** Everything that an effect is done with. */
export interface Hands {
  readonly desk: Desk;
  readonly tray: TrayHand | undefined;
  readonly receipt: WriteReceipt;
  readonly onPrint: (printable: Printable, lines: readonly string[]) => void;
  readonly onRepaint: () => void;
  readonly onQuit: () => void;
}

/** The screen as it stands, and as it is once it is brought in line with what the desk has come to. */
export interface ScreenNow {
  readonly stands: () => ScreenState;
  readonly inLine: () => ScreenState;
}

/** Answers the screen after it. */
export function carryOut(effect: Effect, hands: Hands, screen: ScreenNow): ScreenState {
  const { desk } = hands;
  switch (effect.do) {
    case 'dispatch':
      desk.dispatch(effect.event);
      return screen.stands();
    case 'open-station':
      desk.openStation(effect.station);
      return screen.stands();
    case 'approve':
      return approve(effect, hands, screen);
    case 'lock':
      desk.lock();
      return screen.stands();
    case 'sign-in':
      return signInAnswered(screen.stands(), desk.signIn(effect.code, effect.password));
    case 'print':
      hands.onPrint(effect.of, hands.receipt(effect.of));
      return screen.stands();
    case 'repaint':
      hands.onRepaint();
      return screen.stands();
    case 'quit':
      hands.onQuit();
      return screen.stands();
    case 'say':
      // The visit's new state first: it clears what was said of the one before.
      return { ...screen.inLine(), notice: effect.notice };
    default: {
      const notice = hands.tray?.act(effect);
      return notice ? { ...screen.stands(), notice } : screen.stands();
    }
  }
}

/** The desk judges number and password; with the word given, it is told what was wanted. */
function approve(
  { wanted, code, password }: Extract<Effect, { do: 'approve' }>,
  { desk }: Hands,
  screen: ScreenNow,
): ScreenState {
  const answer = desk.approve(wanted.action, code, password);
  const after = approvalAnswered(screen.stands(), answer);
  if (answer.ok) desk.dispatch(wanted.next(answer.value));
  return after;
}
