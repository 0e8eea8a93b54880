// One bill under several packs, readings or days, side by side; and the picture of what a patient pays over a year. What is
// computed is in policy/what-if.ts; here are naming, refusing and showing.

import type { CalendarDate } from '../domain/date.ts';
import { inLanguage, type Language } from '../domain/language.ts';
import { type Fen, fen, formatYuanGrouped } from '../domain/money.ts';
import { promptText } from '../domain/prompt.ts';
import { type BillInput, misfit } from '../policy/bill-input.ts';
import type { Pack } from '../policy/pack.ts';
import { problemText } from '../policy/positioned-yaml.ts';
import { answerDocument, settleInput } from '../policy/settle-input.ts';
import { nationalFigures } from '../policy/settlement-document.ts';
import { expenseCurve, onDay, sideOf } from '../policy/what-if.ts';
import { WrongUsage } from './exit.ts';
import { type NamedCurve, pictureSvg } from './expense-picture.ts';
import type { Packs } from './packs.ts';
import { figureName, optionalFigures } from './settle-text.ts';
import { tableText } from './table.ts';

/** A pack on a day, as it stands above a column. */
export interface ChosenSide {
  readonly name: string;
  readonly pack: Pack;
  readonly date: CalendarDate | undefined;
}

/** The pack that `PACK[+READING…][@DAY]` names; anything else is wrong usage. */
export function chooseSide(text: string, packs: Packs, language: Language): ChosenSide {
  const side = sideOf(text);
  if (!side) throw new WrongUsage(`${text}: expected PACK or PACK@yyyy-MM-dd / 应为 规则包 或 规则包@日期`);
  const pack = packs.get(side.pack);
  if (pack.ok) return { name: side.pack, pack: pack.value, date: side.date };
  if (pack.error.kind === 'broken') {
    throw new WrongUsage(pack.error.problems.map((one) => problemText(one, language)).join('\n'));
  }
  throw new WrongUsage(`${text}: ${inLanguage(pack.error.expected, language)}`);
}

interface Column {
  readonly title: string;
  /** By national field; undefined where the pack does not settle such a bill. */
  readonly figures: Readonly<Record<string, Fen>> | undefined;
  readonly note: string;
  readonly document: Record<string, unknown>;
}

function columnOf(side: ChosenSide, input: BillInput, language: Language): Column {
  const bill = onDay(side.pack, input.bill, side.date);
  const title = `${side.name}@${bill.date}`;
  const named = { pack: side.name, date: bill.date };
  const wrong = misfit(side.pack, bill);
  if (wrong) {
    const note = `${wrong.path.join('.')}: ${inLanguage(wrong.expected, language)}`;
    return { title, figures: undefined, note, document: { ...named, error: note } };
  }
  const answer = settleInput(side.pack, { ...input, bill });
  const document = { ...named, ...answerDocument(answer, language) };
  if (!answer.ok) return { title, figures: undefined, note: inLanguage(answer.error.text, language), document };
  const { benefit } = answer.value;
  const rule = side.pack.benefits.find(({ id }) => benefit.kind === 'granted' && id === benefit.id);
  const note =
    benefit.kind === 'none' ? promptText({ id: benefit.prompt }) : rule ? inLanguage(rule.title, language) : '';
  return { title, figures: nationalFigures(answer.value), note, document };
}

/** The columns as a table: national figures down, packs across; figures that are zero everywhere are left out. */
function columnsText(columns: readonly Column[], language: Language): string {
  const fields = [...new Set(columns.flatMap(({ figures }) => Object.keys(figures ?? {})))];
  const shown = fields.filter(
    (field) => !optionalFigures.has(field) || columns.some(({ figures }) => (figures?.[field] ?? 0) !== 0),
  );
  const rows = shown.map((field) => [
    figureName(field, language),
    ...columns.map(({ figures }) => {
      const amount = figures?.[field];
      return amount === undefined ? '—' : formatYuanGrouped(amount);
    }),
  ]);
  const heads = columns.map(({ title }) => ({ title, align: 'right' as const }));
  const notes = columns.map(({ title, note }) => `${title}  ${note}\n`).join('');
  return `${tableText([{ title: '' }, ...heads], rows)}\n${notes}`;
}

/** The bill under each side. With `json` one document: an array of answers, each with its pack and day. */
export function whatIf(
  sides: readonly ChosenSide[],
  input: BillInput,
  { json, language }: { readonly json: boolean; readonly language: Language },
): string {
  const columns = sides.map((side) => columnOf(side, input, language));
  if (json)
    return `${JSON.stringify(
      columns.map(({ document }) => document),
      null,
      2,
    )}\n`;
  return columnsText(columns, language);
}

const CURVE_STEPS = 480;
/** The picture ends this many times the furthest deductible, limit or end behind nothing. */
const MARGIN = 1.25;
/** Where a pack has neither limit nor end: in deductibles, or in yuan where there is not even one. */
const DEDUCTIBLES_SHOWN = 20;
const yuanShown = fen(1_000_000);
/** How far an end is looked for. */
const furthest = fen(1_000_000_000);

function reachOf(side: ChosenSide, input: BillInput): number {
  const curve = expenseCurve(side.pack, input.bill, furthest, CURVE_STEPS);
  if (!curve) return 0;
  const { deductible = 0, limit } = curve.standards;
  return Math.max(curve.end ?? curve.limitAt ?? limit ?? 0, deductible * (limit === undefined ? DEDUCTIBLES_SHOWN : 1));
}

/** What a patient such as the bill's pays of a year's expense, under each side, as SVG. */
export function whatIfPicture(
  sides: readonly ChosenSide[],
  input: BillInput,
  { upTo, language }: { readonly upTo: Fen | undefined; readonly language: Language },
): string {
  const reach = Math.max(...sides.map((side) => reachOf(side, input)));
  const end = upTo ?? fen(reach > 0 ? Math.ceil(reach * MARGIN) : yuanShown);
  const curves = sides.flatMap((side): NamedCurve[] => {
    const curve = expenseCurve(side.pack, input.bill, end, CURVE_STEPS);
    const bill = onDay(side.pack, input.bill, side.date);
    return curve ? [{ ...curve, name: `${side.name}@${bill.date}`, about: inLanguage(side.pack.title, language) }] : [];
  });
  if (curves.length === 0) throw new WrongUsage('no pack settles such a visit / 没有规则包规定此类就诊');
  return pictureSvg(curves, input.bill, end, language);
}
