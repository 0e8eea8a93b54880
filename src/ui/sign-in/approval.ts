// The second person's word at the screen: any station opens the overlay, and what they answer goes to the desk as an event.

import type { Approval } from '../../domain/operator.ts';
import type { Result } from '../../domain/result.ts';
import type { OperatorRefusal } from '../../hospital/operators/refusal.ts';
import type { Command } from '../keys/command.ts';
import { messages } from '../language/messages.ts';
import { type Moment, type Outcome, stay } from '../model/moment.ts';
import type { ScreenState } from '../model/state.ts';
import type { ApprovalWanted } from './approval-wanted.ts';
import { emptyForm, entered, refusedWith, type SignInForm, steppedBack } from './form.ts';

/** Opens the overlay. A command of a station answers this. */
export function askApproval(moment: Moment, wanted: ApprovalWanted): Outcome {
  return stay(moment, { overlay: { at: 'approval', wanted, form: emptyForm } });
}

const closed = { overlay: { at: 'nothing' } } as const;

function withForm(moment: Moment, form: SignInForm): Outcome {
  const { overlay } = moment.screen;
  return overlay.at === 'approval' ? stay(moment, { overlay: { ...overlay, form } }) : stay(moment, {});
}

function enter(moment: Moment): Outcome {
  const { overlay } = moment.screen;
  if (overlay.at !== 'approval') return stay(moment, {});
  const next = entered(overlay.form);
  const { screen } = withForm(moment, next.form);
  if (next.at === 'typing') return { screen, effects: [] };
  const { code, password } = next;
  return { screen, effects: [{ do: 'approve', wanted: overlay.wanted, code, password }] };
}

/** The screen after the desk has answered: closed, or open with why not. */
export function approvalAnswered(screen: ScreenState, answer: Result<Approval, OperatorRefusal>): ScreenState {
  const { overlay } = screen;
  if (answer.ok || overlay.at !== 'approval') return { ...screen, ...closed };
  return { ...screen, overlay: { ...overlay, form: refusedWith(overlay.form, answer.error) } };
}

const isOpen = (moment: Moment) => (moment.screen.overlay.at === 'approval' ? 'ready' : 'hidden');

export const approvalCommands: readonly Command[] = [
  {
    id: 'approval-enter',
    keys: ['enter', 'tab'],
    label: (moment) => {
      const { overlay } = moment.screen;
      const last = overlay.at === 'approval' && overlay.form.typing === 'password';
      return last ? messages.approve : messages.toPassword;
    },
    section: 'screen',
    available: isOpen,
    run: enter,
  },
  {
    id: 'approval-back',
    keys: ['escape'],
    label: messages.back,
    section: 'screen',
    available: isOpen,
    run: (moment) => {
      const { overlay } = moment.screen;
      const before = overlay.at === 'approval' ? steppedBack(overlay.form) : undefined;
      return before ? withForm(moment, before) : stay(moment, closed);
    },
  },
];
