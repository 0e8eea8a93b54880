// The shape of a command: what a key means, what it is called, and why it does nothing just now.

import type { Text } from '../../domain/language.ts';
import type { Moment, Outcome } from '../model/moment.ts';

/** `hidden`: it has no meaning here. A text: it has, but not now, and this is why. */
export type Availability = 'ready' | 'hidden' | Text;

export interface Command {
  readonly id: string;
  /** Names as key.ts gives them; the first is the one shown. Never only an F-key. */
  readonly keys: readonly string[];
  readonly label: Text | ((moment: Moment) => Text);
  /** The section of the help screen, which is also the order of the footer. */
  readonly section: 'visit' | 'list' | 'trouble' | 'station' | 'screen';
  /** Not in the footer where the screen itself already shows it. */
  readonly helpOnly?: true;
  readonly available: (moment: Moment) => Availability;
  readonly run: (moment: Moment) => Outcome;
}

export function labelOf(command: Command, moment: Moment): Text {
  return typeof command.label === 'function' ? command.label(moment) : command.label;
}

const shownNames: Readonly<Record<string, string>> = {
  enter: 'Enter',
  escape: 'Esc',
  tab: 'Tab',
  delete: 'Del',
  up: 'Up',
  down: 'Down',
  'page-up': 'PgUp',
  'page-down': 'PgDn',
  ' ': 'Space',
};

/** A key as people read it: Ctrl+R, Enter, F9, w. */
export function shownKey(name: string): string {
  const parts = name.split('+');
  const last = parts.pop() ?? '';
  const modifiers = parts.map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}+`).join('');
  const known = shownNames[last];
  if (known !== undefined) return modifiers + known;
  return modifiers + (modifiers !== '' || /^f\d+$/.test(last) ? last.toUpperCase() : last);
}
