// The class as a table: a row a counter, as wide as the terminal has room for. What is shown comes from what the counters told.

import type { Text } from '../../domain/language.ts';
import { promptEntry } from '../../domain/prompt-catalog.ts';
import type { KnownCounter } from '../../training/class/class-book.ts';
import { clockText } from '../drill/drill-sheets.ts';
import type { Pen } from '../language/pen.ts';
import { cellStart, padStart } from '../text/line.ts';

const stationWords: Readonly<Record<string, Text>> = {
  register: { zh: '挂号', en: 'register' },
  consult: { zh: '诊室', en: 'consult' },
  pay: { zh: '收费', en: 'pay' },
  refund: { zh: '退费', en: 'refund' },
};

const words = {
  trainee: { zh: '学员', en: 'Trainee' },
  scenario: { zh: '情景', en: 'Scenario' },
  step: { zh: '下一步', en: 'Next' },
  patient: { zh: '患者', en: 'Patient' },
  prompt: { zh: '提示', en: 'Pr.' },
  time: { zh: '用时', en: 'Time' },
  score: { zh: '得分', en: 'Score' },
  choosing: { zh: '选择中', en: 'choosing' },
  done: { zh: '都办完了', en: 'all done' },
  away: { zh: '离线', en: 'away' },
  free: { zh: '在线', en: 'here' },
  frozen: { zh: '冻结', en: 'frozen' },
  taken: { zh: '接管', en: 'taken' },
} satisfies Record<string, Text>;

interface Widths {
  readonly trainee: number;
  readonly scenario: number;
  readonly step: number;
}

const fixed = { patient: 8, prompt: 4, time: 5, score: 7, state: 6 };
/** Between two columns; there are eight. */
const gaps = 7;

/** What is left beside the fixed columns goes to names and steps. */
function widthsFor(width: number): Widths {
  const left = Math.max(24, width - Object.values(fixed).reduce((sum, each) => sum + each, 0) - gaps);
  const trainee = Math.max(6, Math.min(12, Math.floor(left * 0.2)));
  const scenario = Math.floor((left - trainee) / 2);
  return { trainee, scenario, step: left - trainee - scenario };
}

function row(
  widths: Widths,
  pen: Pen,
  cellsOf: Readonly<Record<keyof Widths | keyof typeof fixed, Text | string>>,
): string {
  const text = (of: Text | string) => (typeof of === 'string' ? of : pen.say(of));
  const { trainee, scenario, step } = widths;
  return [
    cellStart(text(cellsOf.trainee), trainee),
    cellStart(text(cellsOf.scenario), scenario),
    cellStart(text(cellsOf.step), step),
    cellStart(text(cellsOf.patient), fixed.patient),
    cellStart(text(cellsOf.prompt), fixed.prompt),
    padStart(text(cellsOf.time), fixed.time),
    padStart(text(cellsOf.score), fixed.score),
    cellStart(text(cellsOf.state), fixed.state),
  ].join(' ');
}

export function tableHead(pen: Pen, width: number): string {
  return row(widthsFor(width), pen, { ...words, state: '' });
}

function stepOf({ now, saw, head }: KnownCounter, pen: Pen): string {
  if (!now) return '';
  if (now.at !== 'working') return pen.say(words.choosing);
  const station = saw ? (stationWords[saw.station] ?? { zh: saw.station, en: saw.station }) : undefined;
  // Whoever simply practises has nothing that is to be done next.
  const next = now.next ?? (head?.mode === 'visit' ? undefined : words.done);
  return [station, next].flatMap((each) => (each ? [pen.say(each)] : [])).join(' ');
}

/** Seconds that the trainee has had, going on between two reports. */
function secondsOf({ now, connected, heardAt }: KnownCounter, elapsed: number): string {
  if (now?.at !== 'working') return '';
  const since = connected && now.held === 'free' ? Math.floor((elapsed - heardAt) / 1000) : 0;
  return clockText(now.seconds + since);
}

/** `elapsed`: the instructor's clock, in milliseconds. */
export function tableRow(counter: KnownCounter, pen: Pen, width: number, elapsed: number): string {
  const { trainee, now, saw, connected, scored } = counter;
  const score = now?.score ?? scored;
  const working = now?.at === 'working';
  return row(widthsFor(width), pen, {
    trainee,
    scenario: now?.title ?? '',
    step: stepOf(counter, pen),
    patient: now?.patient ?? '',
    prompt: working && saw?.prompt ? String(promptEntry(saw.prompt).number) : '',
    time: secondsOf(counter, elapsed),
    score: score ? `${score.points}/${score.of}` : '',
    state: connected ? words[now?.held ?? 'free'] : words.away,
  });
}
