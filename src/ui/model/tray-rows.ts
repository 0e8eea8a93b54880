// The rows of the reader tray: what the hand can do with cards, the reader and the line, narrowed by typing.

import type { Text } from '../../domain/language.ts';
import { messages } from '../language/messages.ts';
import type { Effect, Moment, Tray } from './moment.ts';

export interface TrayRow {
  readonly group: 'card' | 'line' | 'fault' | 'id-card' | 'voucher';
  readonly name: string;
  readonly about: Text;
  readonly active: boolean;
  /** Said once it is done, where the screen does not show it by itself. */
  readonly said?: Text;
  readonly effect: Effect;
}

const lineRows = [
  { line: 'up', name: 'line up', about: messages.lineUp },
  { line: 'down', name: 'line down', about: messages.lineDown },
  { line: 'lose-next-answer', name: 'line cut', about: messages.lineCut },
] as const;

/** What else people carry: their identity cards, and the vouchers on their telephones. */
function otherCredentials(tray: Tray): readonly TrayRow[] {
  const { idReader, vouchers = [] } = tray;
  const idCards = (idReader ? tray.cards : []).map((card): TrayRow => {
    const lies = card.id === idReader?.lying;
    return {
      group: 'id-card',
      name: `${card.holder} ${card.id}`,
      about: lies ? messages.takeIdCard : messages.layIdCard,
      active: lies,
      effect: lies ? { do: 'take-id-card' } : { do: 'lay-id-card', card: card.id },
    };
  });
  const codes = vouchers.map(
    ({ id, holder, code }): TrayRow => ({
      group: 'voucher',
      name: `${holder} ${id}`,
      about: messages.scanVoucher,
      active: false,
      effect: { do: 'dispatch', event: { kind: 'voucher-scanned', scanned: code } },
    }),
  );
  return [...idCards, ...codes];
}

function allRows(tray: Tray): readonly TrayRow[] {
  const cards = tray.cards.map(
    (card): TrayRow => ({
      group: 'card',
      name: `${card.holder} ${card.id}`,
      about: card.about,
      active: card.id === tray.inserted,
      effect: card.id === tray.inserted ? { do: 'pull-card' } : { do: 'insert-card', card: card.id },
    }),
  );
  const lines = lineRows.map(
    ({ line, name, about }): TrayRow => ({
      group: 'line',
      name,
      about,
      active: tray.line === line,
      said: about,
      effect: { do: 'set-line', line },
    }),
  );
  const faults = tray.faults.map(
    (fault): TrayRow => ({
      group: 'fault',
      name: fault.name,
      about: { zh: `${fault.label.zh}：${fault.about.zh}`, en: `${fault.label.en}: ${fault.about.en}` },
      active: tray.activeFaults.includes(fault.name),
      said: messages.faultSet(fault.label),
      effect: { do: 'set-fault', fault: fault.name },
    }),
  );
  const clear: TrayRow = {
    group: 'fault',
    name: 'clear',
    about: messages.clearFaults,
    active: false,
    said: messages.faultsCleared,
    effect: { do: 'clear-faults' },
  };
  // What is in the reader comes first: taking it out is the likeliest next thing.
  const inserted = cards.filter((row) => row.active);
  return [
    ...inserted,
    ...cards.filter((row) => !row.active),
    ...(tray.line === undefined ? [] : lines),
    ...(tray.activeFaults.length > 0 ? [clear] : []),
    ...faults,
    ...otherCredentials(tray),
  ];
}

export function trayRows({ tray, screen }: Pick<Moment, 'tray' | 'screen'>): readonly TrayRow[] {
  if (!tray || screen.overlay.at !== 'tray') return [];
  const query = plain(screen.overlay.field.text);
  return allRows(tray).filter((row) =>
    [row.name, row.about.zh, row.about.en].some((text) => plain(text).includes(query)),
  );
}

/** Nobody types the hyphen of a name: `tianfang` is `tian-fang`. */
const plain = (text: string) => text.toLowerCase().replaceAll(/[\s-]/g, '');
