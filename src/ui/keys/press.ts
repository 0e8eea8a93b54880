// One key → what it brings about. Purely: a command of the table, else typing, else nothing.

import { messages } from '../language/messages.ts';
import { fieldUnderHands, takesCharacters } from '../model/entries.ts';
import { editField, type Field } from '../model/field.ts';
import { dispatching, type Moment, type Outcome, refusing, stay } from '../model/moment.ts';
import type { ScreenState } from '../model/state.ts';
import { typedInto } from '../sign-in/form.ts';
import { asksForSignIn, isLocked } from '../sign-in/locked.ts';
import type { Command } from './command.ts';
import { commandsAt } from './commands.ts';
import { type Key, keyName } from './key.ts';

/** The meaning of a key at this moment. The notice of the key before is gone, whatever happens. */
export function press(before: Moment, key: Key): Outcome {
  const moment: Moment = { ...before, screen: { ...before.screen, notice: undefined, afterPin: undefined } };
  const command = commandFor(moment, key);
  const available = command?.available(moment);
  if (before.screen.afterPin && keyName(key) === 'enter') {
    // Whoever did mean it for what has come up since hears why it did nothing.
    return available === 'ready' ? refusing(moment, messages.enterOfPin) : stay(moment, {});
  }
  if (command && available) {
    if (available === 'ready') return command.run(moment);
    if (available !== 'hidden') return refusing(moment, available);
  }
  if (isLocked(moment)) return typeAtLock(moment, key);
  return typeCredential(moment, key) ?? typePin(moment, key) ?? typeText(moment, key) ?? stay(moment, {});
}

/** The row of the table that a key reaches. What is being typed takes its characters itself, all but the question mark. */
function commandFor(moment: Moment, key: Key): Command | undefined {
  const name = keyName(key);
  if (name === undefined) return undefined;
  const locked = asksForSignIn(moment);
  const typing = key.kind === 'character' && !key.alt && (locked || takesCharacters(moment.screen));
  // A password may hold a question mark.
  if (typing && (name !== '?' || locked || moment.screen.overlay.at === 'approval')) return undefined;
  return commandsAt(moment).find((row) => row.keys.includes(name) && row.available(moment) !== 'hidden');
}

function typeAtLock(moment: Moment, key: Key): Outcome {
  const form = asksForSignIn(moment) ? typedInto(moment.screen.signIn, key) : undefined;
  return stay(moment, form ? { signIn: form } : {});
}

/** A second person's number and password. */
function typeCredential(moment: Moment, key: Key): Outcome | undefined {
  const { overlay } = moment.screen;
  if (overlay.at !== 'approval') return undefined;
  const form = typedInto(overlay.form, key);
  return form && stay(moment, { overlay: { ...overlay, form } });
}

/** Six digits; the sixth sends them, so that an Enter typed after them out of habit has nothing left to do. A paste is no PIN: it would have been on a clipboard. */
function typePin(moment: Moment, key: Key): Outcome | undefined {
  const { entry, overlay } = moment.screen;
  if (entry.at !== 'pin' || overlay.at !== 'nothing') return undefined;
  if (key.kind === 'named' && key.name === 'backspace') {
    return stay(moment, { entry: { at: 'pin', digits: entry.digits.slice(0, -1) } });
  }
  if (key.kind !== 'character' || key.alt) return undefined;
  const digit = key.text.normalize('NFKC');
  if (!/^\d$/.test(digit)) return refusing(moment, messages.pinIsSixDigits);
  const digits = entry.digits + digit;
  if (digits.length < 6) return stay(moment, { entry: { at: 'pin', digits } });
  const sent = { entry: { at: 'pin', digits: '' }, afterPin: true } as const;
  return dispatching(moment, { kind: 'pin-entered', pin: digits }, sent);
}

function typeText(moment: Moment, key: Key): Outcome | undefined {
  const field = fieldUnderHands(moment.screen);
  const edited = field && editField(field, key);
  return edited && stay(moment, withField(moment.screen, edited));
}

/** The text changed: the list narrows and its first row is chosen again. */
function withField({ overlay, entry }: ScreenState, field: Field): Partial<ScreenState> {
  if (overlay.at === 'tray') return { overlay: { ...overlay, field, index: 0 } };
  if (!('field' in entry)) return {};
  // What was read back is not what stands there now.
  if (entry.at === 'cash') return { entry: { at: 'cash', field } };
  return { entry: 'index' in entry ? { ...entry, field, index: 0 } : { ...entry, field } };
}
