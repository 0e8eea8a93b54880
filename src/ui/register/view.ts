// The registration station: the free window, and the choice of kind, department and doctor.

import type { Department, Doctor } from '../../hospital/visit/charge.ts';
import type { SpecialIllness } from '../../hospital/visit/people.ts';
import { dayLines } from '../frame/day.ts';
import { between, type Drawn, fieldDrawn, heading, listDrawn, type Room } from '../frame/drawn.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import { kindWords } from '../language/words.ts';
import { choicesOf, type KindChoice, kindChoices } from '../model/entries.ts';
import type { Moment } from '../model/moment.ts';
import { cellStart, emptyLine, fitLine, type Line, line, quiet, type Span, span, strong } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';

/** How someone without their social-security card is registered here. */
function otherWays({ desk }: Moment, pen: Pen): Line {
  if (desk.idReader?.at === 'absent') return line(span(pen.say(messages.idReaderAbsent), 'attention'));
  return line(quiet(pen.say(desk.idReader ? messages.orIdCardOrVoucher : messages.orVoucher)));
}

export function freeRegister(moment: Moment, pen: Pen, room: Room): Drawn {
  const cardIn = moment.desk.reader.at === 'card';
  const lines = [
    heading(pen.say(messages.stationRegister), '', room.width),
    emptyLine,
    line(strong(pen.say(cardIn ? messages.cardStillIn : messages.insertCard))),
    line(quiet(pen.say(cardIn ? messages.cardStillInNext : messages.insertToRegister))),
    otherWays(moment, pen),
  ];
  return { lines: between(lines, dayLines(moment, pen, room.width), room.rows) };
}

function kindName(choice: KindChoice, pen: Pen): string {
  const word = pen.say(kindWords[choice.kind]);
  if (choice.kind !== 'special-illness') return word;
  return `${word} ${choice.illness?.name ?? pen.say(messages.notRegistered)}`;
}

/** All kinds in a row, the chosen one in brackets; more than fit are reached by turning. */
function kindLine(kinds: readonly KindChoice[], chosen: number, pen: Pen, width: number): Line {
  const first = Math.max(0, chosen - 2);
  const spans = kinds.slice(first).map((kind, index): Span => {
    const name = kindName(kind, pen);
    return first + index === chosen ? strong(`[${name}]`) : span(` ${name} `);
  });
  return fitLine(line(strong(`${pen.say(messages.kind)}: `), ...spans), width);
}

function departmentRow(department: Department): Line {
  return line(cellStart(department.code, 7), cellStart(department.name, 16), quiet(department.initials));
}

function doctorRow(doctor: Doctor): Line {
  return line(cellStart(doctor.code, 9), doctor.name);
}

/** Lapsed registrations stay choosable: that the center refuses them is what the patient must hear. */
function lapsedNote(kind: KindChoice | undefined, illnesses: readonly SpecialIllness[], today: string, pen: Pen): Line {
  const illness = illnesses.find(({ code }) => code === kind?.illness?.code);
  if (illness === undefined || illness.until >= today) return emptyLine;
  return line(span(pen.say(messages.registrationLapsed(illness.name, illness.until)), 'attention'));
}

export function choosing(moment: Moment, pen: Pen, room: Room): Drawn {
  const { desk, screen } = moment;
  const { entry } = screen;
  if (desk.visit.at !== 'choosing' || (entry.at !== 'department' && entry.at !== 'doctor')) return { lines: [] };
  const { patient, payment } = desk.visit;
  const kinds = kindChoices(patient);
  const illnesses = patient.known === 'by-center' ? patient.insured.specialIllnesses : [];
  const top = [
    heading(pen.say(messages.stationRegister), '', room.width),
    payment.way === 'cash' ? line(span(pen.say(messages.registerInCash), 'attention')) : emptyLine,
    kindLine(kinds, entry.kind, pen, room.width),
    lapsedNote(kinds[entry.kind], illnesses, desk.businessDate, pen),
  ];
  const choices = choicesOf(moment);
  const listRows = room.rows - top.length - 3;
  if (entry.at === 'department') {
    const field = fieldDrawn(pen.say(messages.department), entry.field, pen.say(messages.searchHint), top.length);
    const rows = choices.of === 'departments' ? choices.list.map(departmentRow) : [];
    const list =
      rows.length > 0
        ? listDrawn(rows, entry.index, listRows)
        : wrap(pen.say(messages.noSuchDepartment), room.width).map((text) => line(span(text, 'attention')));
    return { lines: [...top, field.line, emptyLine, ...list], caret: field.caret };
  }
  const rows = choices.of === 'doctors' ? choices.list.map(doctorRow) : [];
  return {
    lines: [
      ...top,
      line(strong(`${pen.say(messages.department)}: `), entry.department.name),
      line(strong(`${pen.say(messages.doctor)}:`)),
      ...listDrawn(rows, entry.index, listRows),
    ],
  };
}
