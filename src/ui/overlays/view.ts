// What lies over the work: help, why, receipt, the reader tray, a question. Each a title and lines; the frame draws them.

import type { Text } from '../../domain/language.ts';
import { findingsOf } from '../../hospital/visit/reviewing.ts';
import { allReviewLines } from '../consult/findings.ts';
import { between, type Drawn, fieldDrawn, firstShown, listDrawn, type Room } from '../frame/drawn.ts';
import { offered } from '../frame/footer.ts';
import { type Command, labelOf, shownKey } from '../keys/command.ts';
import { commandsAt } from '../keys/commands.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import type { Moment } from '../model/moment.ts';
import type { WriteReceipt } from '../model/printable.ts';
import type { Overlay } from '../model/state.ts';
import { type TrayRow, trayRows } from '../model/tray-rows.ts';
import { lastCharge } from '../model/visit-facts.ts';
import { whyLines } from '../pay/why.ts';
import { whyRefundLines } from '../refund/figures.ts';
import { formDrawn } from '../sign-in/form-view.ts';
import { cellStart, emptyLine, type Line, line, quiet, span, strong } from '../text/line.ts';

export interface OverlayDrawn extends Drawn {
  readonly title: string;
}

function helpRow(command: Command, moment: Moment, pen: Pen): Line {
  const keys = command.keys.map(shownKey).join('  ');
  return line(strong(cellStart(keys, 24)), pen.say(labelOf(command, moment)));
}

/** Everything that works behind the overlay, then what does not just now, with the reason. */
export function helpLines(moment: Moment, pen: Pen): Line[] {
  const behind: Moment = { ...moment, screen: { ...moment.screen, overlay: { at: 'nothing' } } };
  const here = new Set(offered(behind));
  const able = commandsAt(behind).filter((row) => row.available(behind) === 'ready' && (here.has(row) || row.helpOnly));
  const unable = commandsAt(behind).flatMap((row) => {
    const why = row.available(behind);
    return why === 'ready' || why === 'hidden' ? [] : [{ row, why }];
  });
  const outside = moment.outside ?? [];
  const isReached = ({ keys }: Command) => !outside.some(({ key }) => keys.includes(key));
  return [
    ...able.filter(isReached).map((row) => helpRow(row, behind, pen)),
    ...(outside.length > 0 ? [emptyLine, line(strong(pen.say(messages.outsideTitle)))] : []),
    ...outside.map(({ key, label }) => line(strong(cellStart(shownKey(key), 24)), pen.say(label))),
    ...(unable.length > 0 ? [emptyLine, line(strong(pen.say(messages.notNowTitle)))] : []),
    ...unable.map(({ row, why }) =>
      [...helpRow(row, behind, pen), span(`  ${pen.say(why)}`)].map((part) => ({
        ...part,
        meaning: 'quiet' as const,
        strong: false,
      })),
    ),
  ];
}

/** How far so many lines can be scrolled in so many rows, the last of which says what is left. */
function furthestOf(lines: number, rows: number): number {
  return lines <= rows ? 0 : lines - (rows - 1);
}

/** So many lines from where it was scrolled to; never past the end. What does not fit is said, with its keys. */
function scrolled(lines: readonly Line[], scroll: number, rows: number, pen: Pen): Line[] {
  if (lines.length <= rows) return [...lines];
  const shown = rows - 1;
  const first = Math.max(0, Math.min(scroll, furthestOf(lines.length, rows)));
  const left = lines.length - shown - first;
  const more = left > 0 ? messages.moreBelow(left) : messages.thatIsAll;
  return [...lines.slice(first, first + shown), line(quiet(pen.say(more)))];
}

function groupName(row: TrayRow, pen: Pen): string {
  const names = {
    card: messages.trayGroupCard,
    line: messages.trayGroupLine,
    fault: messages.trayGroupFault,
    'id-card': messages.trayGroupIdCard,
    voucher: messages.trayGroupVoucher,
  };
  return pen.say(names[row.group]);
}

function trayLine(row: TrayRow, pen: Pen, width: number): Line {
  const name = line(quiet(cellStart(groupName(row, pen), 7)), cellStart(row.name, 22), ' ');
  if (row.group === 'card' && row.active) return [...name, span(pen.say(messages.inReader), 'fine')];
  if (row.group === 'id-card' && row.active) return [...name, span(pen.say(messages.onIdReader), 'fine')];
  const about = cellStart(pen.say(row.about), Math.max(0, width - 39)).trimEnd();
  return [...name, span(about), ...(row.active ? [span(`  ${pen.say(messages.active)}`, 'attention')] : [])];
}

/** The tray is as high with one row as with all, so that its field stays where it is. */
const mostTrayRows = 21;

function trayDrawn(moment: Moment, pen: Pen, room: Room): Drawn {
  const { overlay } = moment.screen;
  if (overlay.at !== 'tray') return { lines: [] };
  const field = fieldDrawn(pen.say(messages.traySearch), overlay.field, pen.say(messages.trayHint), 0);
  const rows = trayRows(moment).map((row) => trayLine(row, pen, room.width));
  const height = Math.min(room.rows, mostTrayRows);
  const listRows = height - 3;
  const list =
    rows.length > 0
      ? listDrawn(rows, overlay.index, listRows)
      : [line(span(pen.say(messages.nothingFound), 'attention'))];
  const below = rows.length - firstShown(rows.length, overlay.index, listRows) - listRows;
  const rest = below > 0 ? [line(quiet(`  ${pen.say(messages.rowsBelow(below))}`))] : [];
  return { lines: between([field.line, emptyLine, ...list], rest, height), caret: field.caret };
}

function whyDrawn(moment: Moment, pen: Pen, width: number): Line[] {
  const { visit } = moment.desk;
  if (visit.at === 'trial-shown') {
    const { patient } = visit.subject.purpose === 'fees' ? visit.subject.ticket : visit.subject;
    return whyLines(visit.split, patient, pen, width);
  }
  if (visit.at === 'refunding') return whyRefundLines(visit, pen, width);
  if (visit.at !== 'registered' && visit.at !== 'paid') return [];
  const settled = lastCharge(visit.ticket);
  return settled.by === 'network'
    ? whyLines(settled.split, visit.ticket.patient, pen, width)
    : [line(pen.say(messages.settledInCash))];
}

/** All lines of an overlay that is read by scrolling. */
function pageOf(
  moment: Moment,
  overlay: Extract<Overlay, { scroll: number }>,
  pen: Pen,
  width: number,
  receipt: WriteReceipt,
): { readonly title: Text; readonly lines: readonly Line[] } {
  switch (overlay.at) {
    case 'help':
      return { title: messages.helpTitle, lines: helpLines(moment, pen) };
    case 'why':
      return { title: messages.whyTitle, lines: whyDrawn(moment, pen, width) };
    case 'review':
      return { title: messages.reviewTitle, lines: allReviewLines(findingsOf(moment.desk.visit), pen, width) };
    case 'receipt':
      return { title: messages.receiptTitle, lines: receipt(overlay.of).map((text) => line(text)) };
  }
}

/** How many lines down the open overlay can be scrolled; 0 where all of it is seen, and where none is open. */
export function furthestScroll(moment: Moment, pen: Pen, room: Room, receipt: WriteReceipt): number {
  const { overlay } = moment.screen;
  if (!('scroll' in overlay)) return 0;
  return furthestOf(pageOf(moment, overlay, pen, room.width, receipt).lines.length, room.rows);
}

/** The overlay that is open; undefined where none is. `receipt` writes what is printed. */
export function overlayOf(moment: Moment, pen: Pen, room: Room, receipt: WriteReceipt): OverlayDrawn | undefined {
  const { overlay } = moment.screen;
  switch (overlay.at) {
    case 'nothing':
      return undefined;
    case 'help':
    case 'why':
    case 'review':
    case 'receipt': {
      const { title, lines } = pageOf(moment, overlay, pen, room.width, receipt);
      return { title: pen.say(title), lines: scrolled(lines, overlay.scroll, room.rows, pen) };
    }
    case 'tray':
      return { title: pen.say(messages.trayTitle), ...trayDrawn(moment, pen, room) };
    case 'approval': {
      const about = messages.approvalWanted(pen.say(overlay.wanted.about));
      return { title: pen.say(messages.approvalTitle), ...formDrawn(overlay.form, [pen.say(about)], pen, room.width) };
    }
    case 'asked': {
      const question = overlay.before === 'quitting' ? messages.askQuit : messages.askLeave;
      return { title: pen.say(messages.askedTitle), lines: [line(strong(pen.say(question), 'attention'))] };
    }
  }
}
