// The keys of the consultation room: open a ticket, diagnose, order, send.

import type { Text } from '../../domain/language.ts';
import type { OrderLine } from '../../hospital/visit/charge.ts';
import { findingsOf } from '../../hospital/visit/reviewing.ts';
import type { Availability, Command } from '../keys/command.ts';
import { messages } from '../language/messages.ts';
import { choicesOf, withinList } from '../model/entries.ts';
import { emptyField, fieldOf } from '../model/field.ts';
import { dispatching, type Moment, type Outcome, refusing, stay } from '../model/moment.ts';
import type { Entry } from '../model/state.ts';
import { parseQuantity } from './quantity.ts';

const emptyItem: Entry = { at: 'item', field: emptyField, index: 0 };

function consulting(moment: Moment) {
  const { desk, screen } = moment;
  if (desk.visit.at !== 'consulting' || screen.overlay.at !== 'nothing') return undefined;
  return { orders: desk.visit.orders, entry: screen.entry };
}

/** The ordered line that the arrows stand on while nothing is typed; they start at the last. */
export function chosenLine(lines: readonly OrderLine[], index: number): number {
  return Math.max(0, lines.length - 1 - index);
}

function openTicket(moment: Moment): Outcome {
  const { entry } = moment.screen;
  const choices = choicesOf(moment);
  if (entry.at !== 'queue' || entry.to === 'refund' || choices.of !== 'tickets') return stay(moment, {});
  const ticket = choices.list[withinList(choices.list, entry.index)];
  return ticket ? dispatching(moment, { kind: 'ticket-opened', ticket, to: entry.to }) : stay(moment, {});
}

function canOpen(moment: Moment): Availability {
  const { entry, overlay } = moment.screen;
  if (entry.at !== 'queue' || entry.to === 'refund' || overlay.at !== 'nothing') return 'hidden';
  if (choicesOf(moment).list.length > 0) return 'ready';
  return entry.field.text === '' ? messages.queueIsEmpty : messages.noSuchTicket;
}

function setDiagnosis(moment: Moment): Outcome {
  const { entry } = moment.screen;
  const choices = choicesOf(moment);
  if (entry.at !== 'diagnosis' || choices.of !== 'diagnoses') return stay(moment, {});
  const diagnosis = choices.list[entry.index];
  if (!diagnosis) return stay(moment, {});
  return dispatching(moment, { kind: 'diagnosis-set', diagnosis }, { entry: emptyItem });
}

function chooseItem(moment: Moment): Outcome {
  const { entry } = moment.screen;
  const choices = choicesOf(moment);
  if (entry.at !== 'item' || choices.of !== 'items') return stay(moment, {});
  const item = choices.list[entry.index];
  if (!item) return stay(moment, {});
  // A self-pay item needs the patient's signed consent before it is charged (service agreement, clause 10).
  const notice = item.class === 'C' ? { text: messages.consentNeeded, meaning: 'attention' as const } : undefined;
  return stay(moment, { entry: { at: 'quantity', item, field: emptyField }, notice });
}

function addLine(moment: Moment): Outcome {
  const { entry } = moment.screen;
  if (entry.at !== 'quantity') return stay(moment, {});
  const parsed = parseQuantity(entry.field.text, entry.item);
  if (!parsed.ok) {
    const why = parsed.error === 'not-a-quantity' ? messages.quantityExpected : messages.daysOnlyForDrugs;
    return refusing(moment, why);
  }
  const { item, line: index } = entry;
  const event =
    index === undefined
      ? ({ kind: 'line-added', item, ...parsed.value } as const)
      : ({ kind: 'line-changed', index, ...parsed.value } as const);
  return dispatching(moment, event, { entry: emptyItem });
}

/** The chosen line's quantity, as it is, to be typed over. */
function changeLine(moment: Moment): Outcome {
  const at = consulting(moment);
  if (at?.entry.at !== 'item') return stay(moment, {});
  const index = chosenLine(at.orders.lines, at.entry.index);
  const line = at.orders.lines[index];
  if (!line) return stay(moment, {});
  const typed = line.days === undefined ? line.quantity : `${line.quantity} ${line.days}`;
  return stay(moment, { entry: { at: 'quantity', item: line.item, field: fieldOf(typed), line: index } });
}

function removeLine(moment: Moment): Outcome {
  const at = consulting(moment);
  if (at?.entry.at !== 'item') return stay(moment, {});
  const index = chosenLine(at.orders.lines, at.entry.index);
  return dispatching(moment, { kind: 'line-removed', index }, { entry: emptyItem });
}

function canRemove(moment: Moment): Availability {
  const at = consulting(moment);
  if (at?.entry.at !== 'item' || at.entry.field.text !== '') return 'hidden';
  return at.orders.lines.length > 0 ? 'ready' : messages.nothingToRemove;
}

function canSend(moment: Moment): Availability {
  const at = consulting(moment);
  if (!at) return 'hidden';
  if (!at.orders.diagnosis) return messages.diagnosisFirst;
  if (at.entry.at === 'quantity') return messages.finishLineFirst;
  return at.orders.lines.length > 0 ? 'ready' : messages.nothingOrdered;
}

function entryIs(moment: Moment, at: Entry['at']): Availability {
  return consulting(moment)?.entry.at === at ? 'ready' : 'hidden';
}

/** Enter takes the first of a list; where there is none, it says why. */
function listed(moment: Moment, at: 'diagnosis' | 'item', whenEmpty: Text): Availability {
  if (entryIs(moment, at) === 'hidden') return 'hidden';
  return choicesOf(moment).list.length > 0 ? 'ready' : whenEmpty;
}

export const consultCommands: readonly Command[] = [
  {
    id: 'open-ticket',
    keys: ['enter'],
    label: (moment) => (moment.desk.station === 'pay' ? messages.payTicket : messages.openTicket),
    section: 'visit',
    available: canOpen,
    run: openTicket,
  },
  {
    id: 'set-diagnosis',
    keys: ['enter'],
    label: messages.takeDiagnosis,
    section: 'visit',
    available: (moment) => listed(moment, 'diagnosis', messages.noSuchDiagnosis),
    run: setDiagnosis,
  },
  {
    id: 'choose-item',
    keys: ['enter'],
    label: messages.takeItem,
    section: 'visit',
    available: (moment) => {
      const { entry } = moment.screen;
      const typed = entry.at === 'item' && entry.field.text.trim() !== '';
      return listed(moment, 'item', typed ? messages.noSuchItem : messages.typeItemFirst);
    },
    run: chooseItem,
  },
  {
    id: 'add-line',
    keys: ['enter'],
    label: messages.addLine,
    section: 'visit',
    available: (moment) => entryIs(moment, 'quantity'),
    run: addLine,
  },
  {
    id: 'send-orders',
    keys: ['ctrl+s', 'f9'],
    label: messages.sendOrders,
    section: 'visit',
    available: canSend,
    run: (moment) => dispatching(moment, { kind: 'orders-sent' }),
  },
  {
    id: 'remove-line',
    keys: ['delete', 'ctrl+d'],
    label: messages.removeLine,
    section: 'visit',
    available: canRemove,
    run: removeLine,
  },
  {
    id: 'change-line',
    keys: ['ctrl+n'],
    label: messages.changeLine,
    section: 'visit',
    available: canRemove,
    run: changeLine,
  },
  {
    id: 'give-consent',
    keys: ['enter'],
    label: messages.consentYes,
    section: 'visit',
    available: ({ screen, desk }) =>
      desk.visit.at === 'consent-asked' && screen.overlay.at === 'nothing' ? 'ready' : 'hidden',
    run: (moment) => dispatching(moment, { kind: 'confirmed' }),
  },
  {
    id: 'change-orders',
    keys: ['e'],
    label: messages.changeOrders,
    section: 'visit',
    available: ({ screen, desk }) =>
      desk.visit.at === 'orders-sent' && screen.overlay.at === 'nothing' ? 'ready' : 'hidden',
    run: (moment) => {
      const { visit } = moment.desk;
      if (visit.at !== 'orders-sent') return stay(moment, {});
      return dispatching(moment, { kind: 'ticket-opened', ticket: visit.ticket, to: 'consult' });
    },
  },
  {
    id: 'show-review',
    keys: ['v'],
    label: messages.showReview,
    section: 'visit',
    available: ({ screen, desk }) => {
      const shown = desk.visit.at === 'trial-shown' || desk.visit.at === 'orders-sent';
      const uncovered = screen.overlay.at === 'nothing' && screen.view === 'station';
      return shown && uncovered && findingsOf(desk.visit).length > 0 ? 'ready' : 'hidden';
    },
    run: (moment) => stay(moment, { overlay: { at: 'review', scroll: 0 } }),
  },
  {
    id: 'change-diagnosis',
    keys: ['ctrl+t'],
    label: messages.changeDiagnosis,
    section: 'visit',
    helpOnly: true,
    available: (moment) => entryIs(moment, 'item'),
    run: (moment) => stay(moment, { entry: { at: 'diagnosis', field: emptyField, index: 0 } }),
  },
  {
    id: 'back-to-item',
    keys: ['escape'],
    label: messages.backToItem,
    section: 'visit',
    available: (moment) => entryIs(moment, 'quantity'),
    run: (moment) => stay(moment, { entry: emptyItem }),
  },
];
