// The bottom row: the keys that mean something here, the unavailable ones quiet and in brackets; help always last and always there.

import { type Command, labelOf, shownKey } from '../keys/command.ts';
import { commandsAt } from '../keys/commands.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import type { Moment } from '../model/moment.ts';
import { isLocked } from '../sign-in/locked.ts';
import { cells, fitLine, type Line, quiet, type Span, span, strong } from '../text/line.ts';

/** The rows of the table that the footer offers now, each key once: the row that a press would reach. */
export function offered(moment: Moment): readonly Command[] {
  const taken = new Set<string>();
  const rows: Command[] = [];
  for (const command of commandsAt(moment)) {
    const first = command.keys[0] ?? '';
    if (command.available(moment) === 'hidden' || taken.has(first)) continue;
    for (const key of command.keys) taken.add(key);
    if (!command.helpOnly) rows.push(command);
  }
  return rows;
}

function offerSpans(command: Command, moment: Moment, pen: Pen): Span[] {
  const key = shownKey(command.keys[0] ?? '');
  const label = pen.say(labelOf(command, moment));
  return command.available(moment) === 'ready' ? [strong(key), span(` ${label}`)] : [quiet(`(${key} ${label})`)];
}

/** Whoever directs a stage has keys of their own; the one that leads to them is always there. */
function leading({ outside = [] }: Moment, pen: Pen): Span[] {
  return outside
    .filter(({ leads }) => leads)
    .flatMap(({ key, label }) => [strong(shownKey(key)), span(` ${pen.say(label)}   `)]);
}

function helpOffer(moment: Moment, pen: Pen): Span[] {
  if (moment.screen.overlay.at !== 'nothing' || isLocked(moment)) return [];
  return [strong('?'), span(` ${pen.say(messages.help)}`)];
}

export function footerLine(moment: Moment, pen: Pen, width: number): Line {
  const help = [...leading(moment, pen), ...helpOffer(moment, pen)];
  const helpCells = help.reduce((sum, part) => sum + cells(part.text), 0);
  const shown: Span[] = [span(' ')];
  let left = width - 2 - helpCells;
  for (const command of offered(moment)) {
    const spans = offerSpans(command, moment, pen);
    const size = spans.reduce((sum, part) => sum + cells(part.text), 3);
    if (size > left) continue;
    shown.push(...spans, span('   '));
    left -= size;
  }
  return fitLine([...shown, ...help], width);
}
