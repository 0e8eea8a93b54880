// Bills and splits: the amounts of both end in one and the same column; the payers always stand in the same order.

import { type Fen, formatYuanGrouped, subtractFen } from '../../domain/money.ts';
import type { CatalogueItem, OrderLine, Split } from '../../hospital/visit/charge.ts';
import type { Patient } from '../../hospital/visit/people.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import { classWords } from '../language/words.ts';
import { caretCells, type Field } from '../model/field.ts';
import { shareBar } from '../text/frames.ts';
import {
  cellStart,
  cells,
  emptyLine,
  type Line,
  line,
  type Meaning,
  padEnd,
  padStart,
  quiet,
  type Span,
  span,
  truncate,
} from '../text/line.ts';

/** 999,999.99; a blank stands before it in every row. */
const amountCells = 10;
/** A longer one takes its room from its own name. */
const mostQuantityCells = 7;
/** Cells of a name that still tell what it is. */
const shortestItemName = 5;

/** What stands right of the amounts: "自费", or a payer's bar. */
function noteCells(width: number): number {
  return width >= 56 ? 13 : 5;
}

/** The column in which every amount ends, counted from the left of the work area. */
export function moneyEdge(width: number): number {
  return width - noteCells(width);
}

/** A name and an amount that ends at the money's edge, with what is said behind it. */
export function amountLine(
  name: string,
  amount: Fen,
  width: number,
  look: { readonly strong?: boolean; readonly meaning?: Meaning; readonly note?: string } = {},
): Line {
  const nameCells = moneyEdge(width) - amountCells;
  const text = cellStart(name, nameCells) + padStart(formatYuanGrouped(amount), amountCells);
  const note = look.note === undefined ? [] : [span(` ${look.note}`)];
  return [span(text, look.meaning ?? 'plain', look.strong ?? false), ...note];
}

/** A row whose amount is being typed: it ends where all amounts end, and the caret stands in it. */
export function amountField(
  name: string,
  field: Field,
  placeholder: Fen,
  width: number,
): { readonly line: Line; readonly caretX: number } {
  const edge = moneyEdge(width);
  // What Enter would take stands in brackets, so that it is never mistaken for something typed, with or without colour.
  if (field.text === '') {
    const offered = `(${formatYuanGrouped(placeholder)}`;
    return { line: line(padEnd(name, edge - cells(offered)), quiet(`${offered})`)), caretX: edge };
  }
  const start = Math.max(cells(name) + 1, edge - cells(field.text));
  return { line: line(padEnd(name, start), span(field.text, 'plain', true)), caretX: start + caretCells(field) };
}

/** Self-pay ratio as people write it: 0.05 → 5%. Nothing where there is none. */
function ratioText(ratio: string): string {
  const value = Number(ratio);
  return value > 0 && value < 1 ? ` ${Number((value * 100).toFixed(2))}%` : '';
}

/** Name and pack in so many cells: the name is cut before the pack, by which two of one name are told apart. */
export function nameAndPack(
  { name, specification }: Pick<CatalogueItem, 'name' | 'specification'>,
  width: number,
): string {
  const whole = `${name} ${specification}`.trimEnd();
  const left = width - cells(specification) - 1;
  if (cells(whole) <= width || left < shortestItemName) return truncate(whole, width);
  return `${truncate(name, left)} ${specification}`;
}

function quantityText({ quantity, item, days }: OrderLine, pen: Pen): string {
  return `${quantity}${item.unit}${days === undefined ? '' : pen.say(messages.days(days))}`;
}

function classText({ item }: OrderLine, pen: Pen): string {
  return pen.say(classWords[item.class]) + (item.class === 'B' ? ratioText(item.selfPayRatio) : '');
}

/** Columns as wide as what stands in them; all that is left belongs to name and pack. */
interface OrderColumns {
  readonly name: number;
  readonly cls: number;
  readonly quantity: number;
}

function orderColumns(orders: readonly OrderLine[], pen: Pen, width: number): OrderColumns {
  const widest = (text: (order: OrderLine, pen: Pen) => string) =>
    Math.max(0, ...orders.map((order) => cells(text(order, pen))));
  const cls = widest(classText);
  const quantity = Math.min(mostQuantityCells, widest(quantityText) + 1);
  return { name: moneyEdge(width) - amountCells - 2 - quantity - cls, cls, quantity };
}

function orderRow(order: OrderLine, columns: OrderColumns, pen: Pen, mark: Span | undefined): Line {
  const { item } = order;
  const quantity = padStart(quantityText(order, pen), columns.quantity);
  const nameCells = columns.name - (cells(quantity) - columns.quantity);
  return line(
    padEnd(nameAndPack(item, nameCells), nameCells),
    ' ',
    cellStart(classText(order, pen), columns.cls),
    quantity,
    ' ',
    padStart(formatYuanGrouped(order.amount), amountCells),
    ...(mark ? [mark] : item.class === 'C' ? [' ', quiet(pen.say(messages.selfPay))] : []),
  );
}

/** What stands at the end of a line: a mark of five cells; undefined where there is none. */
export type RowMarks = (place: number) => Span | undefined;

/** The ordered lines in at most so many rows; what has no room is counted, never silently dropped. */
export function orderRows(
  orders: readonly OrderLine[],
  pen: Pen,
  width: number,
  rows: number,
  marks: RowMarks = () => undefined,
): Line[] {
  const columns = orderColumns(orders, pen, width);
  const all = orders.map((order, place) => orderRow(order, columns, pen, marks(place)));
  if (all.length <= rows) return all;
  const shown = Math.max(0, rows - 1);
  return [...all.slice(0, shown), line(quiet(pen.say(messages.moreLines(all.length - shown))))];
}

/** Whether the civil servants' supplement has anything to do with this person's money. */
export function hasSupplement({ supplement }: Split, patient: Patient): boolean {
  return supplement > 0 || (patient.known === 'by-center' && patient.insured.civilServant !== 'none');
}

/** Total and payers, below a rule: always these, always here; civil servants have one more. */
export function splitRows(split: Split, patient: Patient, pen: Pen, width: number): Line[] {
  const length = noteCells(width) - 1;
  const payer = (name: string, amount: Fen) =>
    amountLine(`  ${name}`, amount, width, { note: shareBar(amount, split.total, length, pen.frames) });
  return [
    moneyRule(pen, width),
    amountLine(pen.say(messages.total), split.total, width, { strong: true }),
    payer(pen.say(messages.fund), subtractFen(split.fundTotal, split.supplement)),
    ...(hasSupplement(split, patient) ? [payer(pen.say(messages.supplement), split.supplement)] : []),
    payer(pen.say(messages.accountPays), split.account),
    payer(pen.say(messages.cash), split.cash),
  ];
}

/** The same rows where no insurance was asked: everything is cash. */
export function cashRows(total: Fen, pen: Pen, width: number): Line[] {
  return [
    moneyRule(pen, width),
    amountLine(pen.say(messages.total), total, width, { strong: true }),
    line(quiet(`  ${pen.say(messages.settledInCash)}`)),
    emptyLine,
    amountLine(`  ${pen.say(messages.cash)}`, total, width, {
      note: shareBar(1, 1, noteCells(width) - 1, pen.frames),
    }),
  ];
}

export function moneyRule(pen: Pen, width: number): Line {
  return [quiet(padEnd(pen.frames.horizontal.repeat(moneyEdge(width)), width))];
}
