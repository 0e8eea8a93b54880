// The keys of what lies over the work: help, why, receipt, reader tray, the question before quitting.

import type { Command } from '../keys/command.ts';
import { messages } from '../language/messages.ts';
import { dispatching, type Moment, type Outcome, stay } from '../model/moment.ts';
import type { Overlay } from '../model/state.ts';
import { trayRows } from '../model/tray-rows.ts';

const closed = { overlay: { at: 'nothing' } } as const;

function overlayIs(moment: Moment, ...kinds: readonly Overlay['at'][]): 'ready' | 'hidden' {
  return kinds.includes(moment.screen.overlay.at) ? 'ready' : 'hidden';
}

function scroll(moment: Moment, by: number): Outcome {
  const { overlay } = moment.screen;
  if (!('scroll' in overlay)) return stay(moment, {});
  const within = (line: number) => Math.max(0, Math.min(line, moment.furthest));
  // First from where it stands: the terminal may have grown since.
  return stay(moment, { overlay: { ...overlay, scroll: within(within(overlay.scroll) + by) } });
}

function scrollCommand(id: string, keys: readonly string[], label: Command['label'], by: number): Command {
  return {
    id,
    keys,
    label,
    section: 'list',
    // The footer has room for the pages.
    ...(Math.abs(by) === 1 && { helpOnly: true }),
    available: (moment) => (moment.furthest > 0 ? overlayIs(moment, 'help', 'why', 'review', 'receipt') : 'hidden'),
    run: (moment) => scroll(moment, by),
  };
}

/** The chosen row of the tray, done. The tray closes behind it: a visit begins, or what befell reader or line is said. */
function actInTray(moment: Moment): Outcome {
  const { overlay } = moment.screen;
  const row = overlay.at === 'tray' ? trayRows(moment)[overlay.index] : undefined;
  if (!row) return stay(moment, {});
  const notice = row.said && { text: row.said, meaning: 'attention' as const };
  return stay(moment, { ...closed, notice }, row.effect);
}

function answerYes(moment: Moment): Outcome {
  const { overlay } = moment.screen;
  if (overlay.at !== 'asked') return stay(moment, {});
  return overlay.before === 'quitting'
    ? stay(moment, closed, { do: 'quit' })
    : dispatching(moment, { kind: 'back' }, closed);
}

/** What was asked from the receipt goes back to it. */
function closeOne(moment: Moment): Outcome {
  const { overlay } = moment.screen;
  return overlay.at === 'why' && overlay.behind ? stay(moment, { overlay: overlay.behind }) : stay(moment, closed);
}

function askWhy(moment: Moment): Outcome {
  const { overlay } = moment.screen;
  return overlay.at === 'receipt'
    ? stay(moment, { overlay: { at: 'why', scroll: 0, behind: overlay } })
    : stay(moment, {});
}

export const overlayCommands: readonly Command[] = [
  {
    id: 'answer-yes',
    keys: ['y'],
    label: messages.yes,
    section: 'screen',
    available: (moment) => overlayIs(moment, 'asked'),
    run: answerYes,
  },
  {
    id: 'answer-no',
    keys: ['escape', 'n', 'enter'],
    label: messages.no,
    section: 'screen',
    available: (moment) => overlayIs(moment, 'asked'),
    run: (moment) => stay(moment, closed),
  },
  {
    id: 'act-in-tray',
    keys: ['enter'],
    label: messages.trayAct,
    section: 'list',
    available: (moment) =>
      overlayIs(moment, 'tray') === 'hidden'
        ? 'hidden'
        : trayRows(moment).length > 0
          ? 'ready'
          : messages.nothingLikeThat,
    run: actInTray,
  },
  {
    id: 'pull-card',
    keys: ['ctrl+x'],
    label: messages.pullCard,
    section: 'list',
    available: (moment) =>
      overlayIs(moment, 'tray') === 'hidden'
        ? 'hidden'
        : moment.tray?.inserted === undefined
          ? messages.noCardInReader
          : 'ready',
    run: (moment) => stay(moment, closed, { do: 'pull-card' }),
  },
  {
    id: 'print-again',
    keys: ['p'],
    label: messages.printAgain,
    section: 'visit',
    available: (moment) => overlayIs(moment, 'receipt'),
    run: (moment) => {
      const { overlay } = moment.screen;
      return overlay.at === 'receipt' ? stay(moment, {}, { do: 'print', of: overlay.of }) : stay(moment, {});
    },
  },
  {
    id: 'why-of-receipt',
    keys: ['w'],
    label: messages.why,
    section: 'visit',
    available: (moment) => overlayIs(moment, 'receipt'),
    run: askWhy,
  },
  {
    id: 'close-overlay',
    keys: ['escape', 'enter', '?', 'q'],
    label: messages.close,
    section: 'screen',
    available: (moment) => overlayIs(moment, 'help', 'why', 'review', 'receipt'),
    run: closeOne,
  },
  {
    id: 'close-tray',
    keys: ['escape', 'ctrl+r'],
    label: messages.close,
    section: 'screen',
    available: (moment) => overlayIs(moment, 'tray'),
    run: (moment) => stay(moment, closed),
  },
  scrollCommand('scroll-down', ['down'], messages.scrollDown, 1),
  scrollCommand('scroll-up', ['up'], messages.scrollUp, -1),
  scrollCommand('scroll-page-down', ['page-down', ' '], messages.pageDown, 10),
  scrollCommand('scroll-page-up', ['page-up'], messages.pageUp, -10),
];
