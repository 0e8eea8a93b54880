// The ONE table of commands: it dispatches the keys, draws the footer and writes the help screen. Each station keeps its
// rows in its own folder; their order here is the order in which a key is looked up.

import { consultCommands } from '../consult/commands.ts';
import { deskCommands } from '../desk-wide/commands.ts';
import type { Moment } from '../model/moment.ts';
import { overlayCommands } from '../overlays/commands.ts';
import { payCommands } from '../pay/commands.ts';
import { reconcileCommands } from '../reconcile/commands.ts';
import { refundCommands } from '../refund/commands.ts';
import { registerCommands } from '../register/commands.ts';
import { approvalCommands } from '../sign-in/approval.ts';
import { isLocked, lockCommand, lockedCommands } from '../sign-in/locked.ts';
import { troubleCommands } from '../trouble/commands.ts';
import type { Command } from './command.ts';

/** Of an open counter. */
export const commands: readonly Command[] = [
  ...approvalCommands,
  ...overlayCommands,
  ...troubleCommands,
  ...reconcileCommands,
  ...registerCommands,
  ...consultCommands,
  ...refundCommands,
  ...payCommands,
  ...deskCommands,
  lockCommand,
];

/** At a locked counter: signing in, and what every terminal needs. */
const whileLocked: readonly Command[] = [
  ...lockedCommands,
  ...overlayCommands.filter(({ id }) => id === 'answer-yes' || id === 'answer-no'),
  ...deskCommands.filter(({ id }) => id === 'repaint' || id === 'quit'),
];

export function commandsAt(moment: Moment): readonly Command[] {
  return isLocked(moment) ? whileLocked : commands;
}
