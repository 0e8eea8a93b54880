// The keys that mean the same at every station: lists, back, stations, tray, help, repaint, quit.

import type { Text } from '../../domain/language.ts';
import type { Station } from '../../hospital/desk.ts';
import type { Workplace } from '../../hospital/operators/may.ts';
import type { Availability, Command } from '../keys/command.ts';
import { messages } from '../language/messages.ts';
import { choicesOf } from '../model/entries.ts';
import { emptyField } from '../model/field.ts';
import { dispatching, type Moment, type Outcome, stay } from '../model/moment.ts';
import { trayRows } from '../model/tray-rows.ts';
import { isOpen } from '../model/visit-facts.ts';
import { linesToReturn } from '../refund/lines.ts';
import { backMeaning } from './back.ts';

function uncovered(moment: Moment): boolean {
  return moment.screen.overlay.at === 'nothing';
}

/** How many rows the arrows can walk; undefined where there is no list. */
function listLength(moment: Moment): number | undefined {
  const { overlay, entry } = moment.screen;
  if (overlay.at === 'tray') return trayRows(moment).length;
  if (overlay.at !== 'nothing' || !('index' in entry)) return undefined;
  if (entry.at === 'item' && entry.field.text.trim() === '') {
    return moment.desk.visit.at === 'consulting' ? moment.desk.visit.orders.lines.length : 0;
  }
  if (entry.at === 'refund-line') return linesToReturn(moment).length;
  return choicesOf(moment).list.length;
}

function walk(moment: Moment, by: number): Outcome {
  const { overlay, entry } = moment.screen;
  const last = (listLength(moment) ?? 0) - 1;
  const to = (index: number, step: number) => Math.max(0, Math.min(last, index + step));
  if (overlay.at === 'tray') return stay(moment, { overlay: { ...overlay, index: to(overlay.index, by) } });
  if (!('index' in entry)) return stay(moment, {});
  // Ordered lines are counted from the last: there, up is further.
  const step = entry.at === 'item' && entry.field.text.trim() === '' ? -by : by;
  return stay(moment, { entry: { ...entry, index: to(entry.index, step) } });
}

function walkCommand(id: string, keys: readonly string[], label: Text, by: number): Command {
  return {
    id,
    keys,
    label,
    section: 'list',
    helpOnly: true,
    available: (moment) => (listLength(moment) === undefined ? 'hidden' : 'ready'),
    run: (moment) => walk(moment, by),
  };
}

/** Put into the tray's reader, and not seen by it yet: what is typed now is meant for the PIN that will be asked. */
function cardComes({ tray, desk }: Moment): boolean {
  return tray?.inserted !== undefined && desk.reader.at === 'no-card';
}

function canSwitch(moment: Moment): Availability {
  if (!uncovered(moment)) return 'hidden';
  if (cardComes(moment)) return messages.cardComes;
  return isOpen(moment.desk.visit) ? messages.finishVisitFirst : 'ready';
}

/** Whose role may not work there is told so. */
function canOpen(moment: Moment, workplace: Workplace): Availability {
  const closed = uncovered(moment) ? moment.desk.closed[workplace] : undefined;
  return closed ?? canSwitch(moment);
}

function switchCommand(id: string, place: Workplace, digit: number, label: Text, run: Command['run']): Command {
  return {
    id,
    keys: [`${digit}`, `alt+${digit}`],
    label,
    section: 'station',
    helpOnly: true,
    available: (moment) => canOpen(moment, place),
    run,
  };
}

function stationCommand(station: Station, digit: number, label: Text): Command {
  return switchCommand(`station-${station}`, station, digit, label, (moment) =>
    stay(moment, { view: 'station' }, { do: 'open-station', station }),
  );
}

function askToQuit(moment: Moment): Outcome {
  const { overlay } = moment.screen;
  const asked = overlay.at === 'asked' && overlay.before === 'quitting';
  return isOpen(moment.desk.visit) && !asked
    ? stay(moment, { overlay: { at: 'asked', before: 'quitting' } })
    : stay(moment, {}, { do: 'quit' });
}

export const deskCommands: readonly Command[] = [
  {
    id: 'back',
    keys: ['escape'],
    label: (moment) => backMeaning(moment).label,
    section: 'visit',
    available: (moment) => backMeaning(moment).available,
    run: (moment) => backMeaning(moment).outcome ?? dispatching(moment, { kind: 'back' }),
  },
  walkCommand('list-down', ['down'], messages.listDown, 1),
  walkCommand('list-up', ['up'], messages.listUp, -1),
  walkCommand('list-page-down', ['page-down'], messages.pageDown, 8),
  walkCommand('list-page-up', ['page-up'], messages.pageUp, -8),
  stationCommand('register', 1, messages.stationRegister),
  stationCommand('consult', 2, messages.stationConsult),
  stationCommand('pay', 3, messages.stationPay),
  stationCommand('refund', 4, messages.stationRefund),
  switchCommand('view-reconciliation', 'reconcile', 5, messages.stationReconcile, (moment) =>
    stay(moment, { view: 'reconciliation' }),
  ),
  {
    id: 'open-tray',
    keys: ['ctrl+r', 'f8'],
    label: messages.readerTray,
    section: 'screen',
    available: (moment) => (moment.tray && uncovered(moment) ? 'ready' : 'hidden'),
    run: (moment) => stay(moment, { overlay: { at: 'tray', field: emptyField, index: 0 } }),
  },
  {
    id: 'help',
    keys: ['?', 'f1'],
    label: messages.help,
    section: 'screen',
    helpOnly: true,
    available: (moment) => (uncovered(moment) ? 'ready' : 'hidden'),
    run: (moment) => stay(moment, { overlay: { at: 'help', scroll: 0 } }),
  },
  {
    id: 'repaint',
    keys: ['ctrl+l'],
    label: messages.repaint,
    section: 'screen',
    helpOnly: true,
    available: () => 'ready',
    run: (moment) => stay(moment, {}, { do: 'repaint' }),
  },
  {
    id: 'quit',
    keys: ['ctrl+q', 'ctrl+c'],
    label: messages.quit,
    section: 'screen',
    helpOnly: true,
    // Asked again over its own question, it is the answer yes: nobody is ever locked in.
    available: () => 'ready',
    run: askToQuit,
  },
];
