// What a patient pays as the year's expense grows, drawn as SVG: a line for each pack, the expense itself for comparison, and
// deductible, limit and the end of payments marked. Pure text; nothing is computed here.

import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { type Fen, fen, formatYuanGrouped, zeroFen } from '../domain/money.ts';
import type { Bill } from '../policy/bill.ts';
import { factText, factValueText } from '../policy/fact-words.ts';
import { factsOf } from '../policy/facts.ts';
import type { Curve } from '../policy/what-if.ts';

export interface NamedCurve extends Curve {
  readonly name: string;
  readonly about: string;
}

const words = {
  title: { zh: '全年范围内费用增加时，个人负担多少', en: 'What the patient pays as the year’s in-scope expense grows' },
  expense: { zh: '全年范围内费用（元）', en: 'in-scope expense of the year (yuan)' },
  patient: { zh: '个人负担（元）', en: 'paid by the patient (yuan)' },
  whole: { zh: '费用全额', en: 'the whole expense' },
  deductible: { zh: '起付标准', en: 'deductible' },
  limit: { zh: '最高支付限额', en: 'limit' },
  end: { zh: '此后基金不再支付', en: 'nothing more is paid' },
} as const satisfies Record<string, Text>;

const frame = { width: 960, height: 600, left: 110, right: 40, top: 90, bottom: 110 };
const inner = { width: frame.width - frame.left - frame.right, height: frame.height - frame.top - frame.bottom };
/** Told apart without colour as well: by dashes. */
const strokes = [
  { color: '#1f5fa8', dash: '' },
  { color: '#b3401d', dash: '9 4' },
  { color: '#2f7d4f', dash: '3 3' },
  { color: '#6a4c93', dash: '12 3 3 3' },
] as const;
const TICKS = 6;
/** Room above the highest curve, for the marks. */
const HEADROOM = 1.35;
/** How far up the line of the whole expense its name stands. */
const BESIDE = 0.55;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

interface Scale {
  x(amount: number): number;
  y(amount: number): number;
}

function scaleTo(end: number, top: number): Scale {
  return {
    x: (amount) => frame.left + (amount / end) * inner.width,
    y: (amount) => frame.top + inner.height - (amount / top) * inner.height,
  };
}

interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly size?: number;
  readonly color?: string;
}

function label({ x, y, text, anchor = 'start', size = 14, color = '#222' }: Label): string {
  return `<text x="${number(x)}" y="${number(y)}" font-size="${size}" text-anchor="${anchor}" fill="${color}">${escaped(text)}</text>\n`;
}

function line(from: readonly [number, number], to: readonly [number, number], style: string): string {
  return `<line x1="${number(from[0])}" y1="${number(from[1])}" x2="${number(to[0])}" y2="${number(to[1])}" ${style}/>\n`;
}

/** 1, 2 or 5 times a power of ten: about as many steps as there are ticks. */
function tickStep(end: number): number {
  const rough = end / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10;
  return factor * power;
}

function ticksTo(end: number): number[] {
  const step = tickStep(end);
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
}

function tickText(tick: number): string {
  return formatYuanGrouped(fen(Math.round(tick))).replace(/\.00$/, '');
}

function axes(end: number, top: number, scale: Scale, language: Language): string {
  const grid = 'stroke="#e3e3e3" stroke-width="1"';
  let out = '';
  for (const tick of ticksTo(end)) {
    out += line([scale.x(tick), scale.y(0)], [scale.x(tick), scale.y(top)], grid);
    out += label({ x: scale.x(tick), y: scale.y(0) + 20, text: tickText(tick), anchor: 'middle', size: 12 });
  }
  for (const tick of ticksTo(top)) {
    out += line([scale.x(0), scale.y(tick)], [scale.x(end), scale.y(tick)], grid);
    out += label({ x: scale.x(0) - 8, y: scale.y(tick) + 4, text: tickText(tick), anchor: 'end', size: 12 });
  }
  const axis = 'stroke="#222" stroke-width="1.5"';
  out += line([scale.x(0), scale.y(0)], [scale.x(end), scale.y(0)], axis);
  out += line([scale.x(0), scale.y(0)], [scale.x(0), scale.y(top)], axis);
  out += label({ x: scale.x(end), y: scale.y(0) + 42, text: inLanguage(words.expense, language), anchor: 'end' });
  out += label({ x: frame.left - 90, y: frame.top - 14, text: inLanguage(words.patient, language) });
  out += line(
    [scale.x(0), scale.y(0)],
    [scale.x(top), scale.y(top)],
    'stroke="#999" stroke-width="1" stroke-dasharray="2 4"',
  );
  const near = { x: scale.x(top * BESIDE) + 10, y: scale.y(top * BESIDE) + 8 };
  return out + label({ ...near, text: inLanguage(words.whole, language), size: 12, color: '#777' });
}

/** What it is, where it stands, and the amount it is where that is another. */
type Mark = readonly [Text, Fen | undefined, Fen?];

/** Deductible, limit and end of one pack: a line down from its curve, and what it is at the top. Equal ones are one. */
function marks(curve: NamedCurve, index: number, end: Fen, scale: Scale, language: Language): string {
  const { deductible, limit } = curve.standards;
  const { limitAt } = curve;
  const { color } = strokes[index % strokes.length] ?? strokes[0];
  const all: Mark[] = [
    [words.deductible, deductible],
    [words.limit, limitAt, limit ?? zeroFen],
    [words.end, curve.end === limitAt ? undefined : curve.end],
  ];
  return all
    .map(([text, amount, named = amount], place) => {
      if (amount === undefined || named === undefined || amount <= 0 || amount > end) return '';
      const x = scale.x(amount);
      const y = frame.top + 18 + (index * all.length + place) * 18;
      const right = x > frame.left + inner.width * 0.7;
      const said = `${inLanguage(text, language)} ${formatYuanGrouped(named)}`;
      return (
        line([x, scale.y(0)], [x, y - 10], `stroke="${color}" stroke-width="1" stroke-dasharray="4 3"`) +
        label({ x: x + (right ? -5 : 5), y, text: said, anchor: right ? 'end' : 'start', size: 12, color })
      );
    })
    .join('');
}

function path(curve: NamedCurve, index: number, scale: Scale): string {
  const { color, dash } = strokes[index % strokes.length] ?? strokes[0];
  const points = curve.points.map(({ expense, patient }) => `${number(scale.x(expense))},${number(scale.y(patient))}`);
  const dashes = dash === '' ? '' : ` stroke-dasharray="${dash}"`;
  return `<polyline points="${points.join(' ')}" fill="none" stroke="${color}" stroke-width="2.5"${dashes}/>\n`;
}

function legend(curves: readonly NamedCurve[]): string {
  return curves
    .map((curve, index) => {
      const { color, dash } = strokes[index % strokes.length] ?? strokes[0];
      const y = frame.height - 46 + index * 18;
      const style = `stroke="${color}" stroke-width="2.5"${dash === '' ? '' : ` stroke-dasharray="${dash}"`}`;
      return (
        line([frame.left, y - 4], [frame.left + 36, y - 4], style) +
        label({ x: frame.left + 46, y, text: `${curve.name}  ${curve.about}`, size: 12 })
      );
    })
    .join('');
}

/** Whose picture it is: scheme, status, age, hospital level and visit of the bill. */
function whose(bill: Bill, language: Language): string {
  const facts = factsOf(bill);
  const told = (['scheme', 'status', 'age', 'level', 'visit'] as const).map(
    (fact) => `${factText(fact, language)} ${factValueText(String(facts[fact]), language)}`,
  );
  const more =
    facts.civilServant === 'none'
      ? []
      : [`${factText('civilServant', language)} ${factValueText(facts.civilServant, language)}`];
  return [...told, ...more].join(' · ');
}

/** The picture, up to `end` fen of expense. */
export function pictureSvg(curves: readonly NamedCurve[], bill: Bill, end: Fen, language: Language): string {
  const most = Math.max(...curves.flatMap(({ points }) => points.map(({ patient }) => patient)));
  const top = Math.min(end, Math.max(most, 1) * HEADROOM);
  const scale = scaleTo(end, top);
  const height = frame.height + Math.max(0, curves.length - 2) * 18;
  const font = "font-family=\"'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif\"";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${frame.width} ${height}" width="${frame.width}" height="${height}" ${font}>\n`,
    `<title>${escaped(inLanguage(words.title, language))}</title>\n`,
    `<rect width="100%" height="100%" fill="#fff"/>\n`,
    label({ x: frame.left - 90, y: 32, text: inLanguage(words.title, language), size: 20 }),
    label({ x: frame.left - 90, y: 54, text: whose(bill, language), size: 13, color: '#555' }),
    axes(end, top, scale, language),
    ...curves.map((curve, index) => marks(curve, index, end, scale, language)),
    ...curves.map((curve, index) => path(curve, index, scale)),
    legend(curves),
    '</svg>\n',
  ].join('');
}
