// The left panel: who this is, what they have, what the year has used. It stays where it is in every state of a visit.

import { ageOn, type CalendarDate } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import { type Fen, formatYuanGrouped } from '../../domain/money.ts';
import { maskNumber } from '../../domain/person.ts';
import type { CardHolder, Insured, SpecialIllness } from '../../hospital/visit/people.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import { civilServantWords, schemeWords, sexWords, statusWords } from '../language/words.ts';
import type { Person } from '../model/visit-facts.ts';
import { bar, percent } from '../text/frames.ts';
import { cells, emptyLine, type Line, line, padStart, quiet, span, strong, truncate } from '../text/line.ts';

const amountCells = 9;
const barCells = 20;

function whoLine(holder: CardHolder, age: number, pen: Pen, width: number): Line {
  const facts = `  ${pen.say(sexWords[holder.sex])}  ${pen.say(messages.age(age))}`;
  return line(strong(truncate(holder.name, width - cells(facts))), facts);
}

function classText(insured: Insured, pen: Pen): string {
  const words = [pen.say(schemeWords[insured.scheme]), pen.say(statusWords[insured.status])];
  if (insured.civilServant !== 'none') words.push(pen.say(civilServantWords[insured.civilServant]));
  if (insured.veteranWorker) words.push(pen.say(messages.veteran));
  if (insured.modelWorker) words.push(pen.say(messages.model));
  return words.join('  ');
}

/** Name at the left, amounts right-aligned: "起付线    700.00 /   700.00". Amounts are never cut: first their blanks give way. */
function amountsLine(label: string, amounts: readonly Fen[], width: number): Line {
  const bare = amounts.map(formatYuanGrouped);
  const columns = bare.map((amount) => padStart(amount, amountCells)).join(' /');
  const text = cells(label) + 1 + cells(columns) <= width ? columns : bare.join('/');
  const name = truncate(label, width - cells(text) - 1);
  return line(name, ' '.repeat(Math.max(1, width - cells(name) - cells(text))), text);
}

function usedLines(name: string, used: Fen, of: Fen | undefined, pen: Pen, width: number): Line[] {
  if (of === undefined) return [line(name, ' ', quiet(pen.say(messages.noOutpatientStandard))), emptyLine];
  const share = `${padStart(percent(used, of).toString(), 4)}%`;
  // Without a bar, the share is one more figure of the row.
  if (pen.frames.barFull === '') return [[...amountsLine(name, [used, of], width), span(share)]];
  const length = Math.min(barCells, width - cells(share));
  return [amountsLine(name, [used, of], width), line(bar(used, of, length, pen.frames), share)];
}

/** The date may not be cut; before the name is, the group's word gives way. */
function illnessLine(illness: SpecialIllness, today: CalendarDate, pen: Pen, width: number): Line {
  const lapsed = illness.until < today;
  const after = pen.say(lapsed ? messages.lapsedOn(illness.until) : messages.until(illness.until));
  const group = `${pen.say(messages.specialIllness)} `;
  const before = cells(group + illness.name + after) <= width ? group : '';
  const name = truncate(illness.name, width - cells(before) - cells(after));
  return line(span(before + name + after, lapsed ? 'attention' : 'plain'));
}

function illnessLines(insured: Insured, today: CalendarDate, pen: Pen, room: PanelRoom): Line[] {
  const rows = room.airy ? 4 : 1;
  const illnesses = insured.specialIllnesses.map((illness) => illnessLine(illness, today, pen, room.width));
  if (illnesses.length <= rows) return illnesses;
  // Where only one row is left, it counts them; the list of kinds names each.
  const hidden = illnesses.length - rows + 1;
  return [...illnesses.slice(0, rows - 1), line(pen.say(messages.moreIllnesses(hidden)))];
}

interface PanelRoom {
  readonly width: number;
  readonly airy: boolean;
}

/** Rows that are always needed: the prompt panel never covers them. */
export const patientRows = 9;

/** The panel; with `airy` there is room for blank rows and the employer. */
export function patientLines(person: Person | undefined, today: CalendarDate, pen: Pen, room: PanelRoom): Line[] {
  if (!person) return [line(quiet(pen.say(messages.nobody)))];
  const { holder, insured } = person;
  const { width, airy } = room;
  const who = whoLine(holder, insured?.age ?? ageOn(holder.birth, today), pen, width);
  const number = line(maskNumber(holder.idNumber));
  if (!insured) return [who, number, line(quiet(pen.say(messages.notYetAnswered)))];
  const gap = airy ? [emptyLine] : [];
  const ledgerName = (name: Text) => pen.say(insured.year.ledger === 'outpatient' ? name : messages.ofIllness(name));
  return [
    who,
    number,
    line(truncate(classText(insured, pen), width)),
    ...(airy && insured.employer !== undefined
      ? [line(truncate(pen.say(messages.employer(insured.employer)), width))]
      : []),
    ...gap,
    amountsLine(pen.say(messages.account), [insured.account], width),
    ...usedLines(ledgerName(messages.deductible), insured.year.deductibleTaken, insured.year.deductible, pen, width),
    ...usedLines(ledgerName(messages.limit), insured.year.inScope, insured.year.limit, pen, width),
    ...gap,
    ...illnessLines(insured, today, pen, room),
  ];
}
