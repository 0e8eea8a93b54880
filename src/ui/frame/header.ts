// The two rows at the top: where we are and whether everything works; and the stations.

import type { Timestamp } from '../../domain/date.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import { levelWords } from '../language/words.ts';
import type { Moment } from '../model/moment.ts';
import { dueDay } from '../reconcile/days.ts';
import { fitLine, type Line, line, lineCells, quiet, type Span, span, spread, strong, truncate } from '../text/line.ts';

function centerSpan(center: Moment['desk']['center'], pen: Pen): Span {
  switch (center) {
    case 'up':
      return span(pen.say(messages.centerUp), 'fine');
    case 'down':
      return span(pen.say(messages.centerDown), 'refused');
    case 'unknown':
      return quiet(pen.say(messages.centerUnknown));
  }
}

function readerSpan(reader: Moment['desk']['reader'], pen: Pen): Span {
  switch (reader.at) {
    case 'card':
      return span(pen.say(messages.readerCard), 'fine');
    case 'no-card':
      return quiet(pen.say(messages.readerEmpty));
    case 'absent':
      return span(pen.say(messages.readerAbsent), 'refused');
  }
}

/** Who is signed in; that it is practice is said only where someone has signed in for it. */
function whoSpans({ desk: { attended }, place }: Moment, pen: Pen): readonly Span[] {
  switch (attended.at) {
    case 'locked':
      return [span(pen.say(messages.lockedShort), 'attention')];
    case 'by-roster':
      return [span(place.operator.name)];
    case 'signed-in':
      return [span(place.operator.name), ...(attended.practice ? [quiet(` ${pen.say(messages.inPractice)}`)] : [])];
  }
}

/** Cells that the hospital's name keeps. */
const shortestName = 8;

/** Hospital, window and operator at the left; business date and time, center and reader at the right. */
export function placeLine(moment: Moment, pen: Pen, now: Timestamp, width: number): Line {
  const { place, desk } = moment;
  const bar = quiet(` ${pen.frames.vertical} `);
  const right = line(
    `${desk.businessDate} ${now.slice(11, 16)}`,
    bar,
    centerSpan(desk.center, pen),
    bar,
    readerSpan(desk.reader, pen),
    ' ',
  );
  const here = line(
    ` ${pen.say(levelWords[place.hospital.level])}`,
    bar,
    `${pen.say(messages.window(place.window))} `,
    ...whoSpans(moment, pen),
  );
  // Everyone there knows the hospital: its name gives way first.
  const name = truncate(place.hospital.name, Math.max(shortestName, width - lineCells(here) - lineCells(right) - 2));
  const left = line(` ${name}`, ...here);
  return fitLine(spread(left, right, width), width);
}

export function tabsLine(moment: Moment, pen: Pen, width: number): Line {
  const { desk, screen } = moment;
  const due = dueDay(desk, moment.now);
  const inStation = screen.view === 'station';
  const tab = (key: string, name: string, open: boolean): Span[] =>
    open ? [strong(`[${key} ${name}]`)] : [span(` ${key} ${name} `)];
  const left = [
    ...tab('1', pen.say(messages.stationRegister), inStation && desk.station === 'register'),
    ...tab('2', pen.say(messages.stationConsult), inStation && desk.station === 'consult'),
    ...tab('3', pen.say(messages.stationPay), inStation && desk.station === 'pay'),
    ...tab('4', pen.say(messages.stationRefund), inStation && desk.station === 'refund'),
    ...tab('5', pen.say(messages.stationReconcile), !inStation),
    ...(desk.inFlight.length > 0
      ? [span(`  ${pen.say(messages.inFlightCount(desk.inFlight.length))}`, 'attention')]
      : []),
    ...(due ? [span(`  ${pen.say(due.text)}`, due.meaning)] : []),
  ];
  return fitLine(spread(left, line(quiet(pen.say(messages.helpTab)), ' '), width), width);
}
