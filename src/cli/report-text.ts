// The report on a terminal: tables and bars, as wide as the terminal, and never wider than 80 columns where it has no width.

import stringWidth from 'string-width';
import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { alterationWords } from '../training/records/alterations.ts';
import type { Gathered } from '../training/report/gather.ts';
import type { ClassSummary, DaySummary, PromptSummary, Summary, TraineeSummary } from '../training/report/summary.ts';
import { traineeText } from '../training/report/trainee.ts';
import { tableText } from './table.ts';

type Say = (text: Text) => string;

const words = {
  none: { zh: '还没有成绩：先做 drill 或 exam', en: 'no results yet: drill or exam first' },
  byClass: { zh: '按班级', en: 'By class' },
  byTrainee: { zh: '按学员', en: 'By trainee' },
  byPrompt: { zh: '按提示', en: 'By prompt' },
  byDay: { zh: '按日期（做题那台机器的时钟）', en: 'By day (the clock of the machine where it was done)' },
  class: { zh: '班级', en: 'class' },
  noClass: { zh: '（没有写班级）', en: '(no class given)' },
  trainee: { zh: '学员', en: 'trainee' },
  people: { zh: '人数', en: 'trainees' },
  times: { zh: '次数', en: 'times' },
  points: { zh: '得分', en: 'points' },
  exam: { zh: '考试', en: 'examination' },
  examPassed: { zh: '考试及格', en: 'passed' },
  weak: { zh: '练提示', en: 'practise' },
  prompt: { zh: '提示', en: 'prompt' },
  latest: { zh: '近五次', en: 'last five' },
  day: { zh: '日期', en: 'day' },
  passed: { zh: '及格', en: 'passed' },
  failed: { zh: '不及格', en: 'failed' },
} satisfies Record<string, Text>;

/** Without what follows the widest name: so much every row has beside it. */
const widestBar = 30;
const narrowestBar = 5;

function bar(percent: number, cells: number): string {
  const full = Math.round((percent * cells) / 100);
  return `${'='.repeat(full)}${'-'.repeat(cells - full)} ${String(percent).padStart(3)} %`;
}

/** A text cut to a width in terminal cells. */
function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  for (const letter of text) {
    if (stringWidth(kept + letter) > width - 1) break;
    kept += letter;
  }
  return `${kept}…`;
}

interface Row {
  /** The first may be cut. */
  readonly before: readonly string[];
  readonly percent: number;
  readonly after: readonly string[];
}

const gap = 2;
const afterBar = ' 100 %'.length;

/** A table with a bar in it, which takes what the other columns leave; where they leave nothing, the first is cut. */
function barTable(
  before: readonly Text[],
  after: readonly Text[],
  rows: readonly Row[],
  { say, width }: Paper,
): string {
  const heads = [...before, ...after].map(say);
  const cells = rows.map((row) => [...row.before, ...row.after]);
  const widths = heads.map((head, index) =>
    Math.max(...[head, ...cells.map((row) => row[index] ?? '')].map((text) => stringWidth(text))),
  );
  const others = widths.slice(1).reduce((sum, each) => sum + each + gap, 0);
  const first = Math.min(widths[0] ?? 0, width - others - gap - narrowestBar - afterBar);
  const bars = Math.max(narrowestBar, Math.min(widestBar, width - others - first - gap - afterBar));
  const titles = [...before, words.points, ...after].map((title) => ({ title: say(title) }));
  return tableText(
    titles,
    rows.map(({ before: [name = '', ...more], percent, after: rest }) => [
      cut(name, first),
      ...more,
      bar(percent, bars),
      ...rest,
    ]),
  );
}

interface Paper {
  readonly say: Say;
  /** Of the terminal, in cells. */
  readonly width: number;
}

function classTable(classes: readonly ClassSummary[], paper: Paper): string {
  const { say } = paper;
  const rows = classes.map((each) => ({
    before: [each.class === '' ? say(words.noClass) : each.class, String(each.trainees.length), String(each.count)],
    percent: each.percent,
    after: [each.examined === 0 ? '-' : `${each.passed} / ${each.examined}`],
  }));
  return barTable([words.class, words.people, words.times], [words.examPassed], rows, paper);
}

/** The class stands in the table where there are several. */
function traineeTable(trainees: readonly TraineeSummary[], paper: Paper, severalClasses: boolean): string {
  const { say } = paper;
  const rows = trainees.map((each) => ({
    before: [
      traineeText({ name: each.trainee, number: each.number }),
      ...(severalClasses ? [cut(each.class, 12)] : []),
      String(each.count),
    ],
    percent: each.percent,
    after: [
      each.lastExam === undefined ? '-' : `${each.lastExam} % ${say(each.passed ? words.passed : words.failed)}`,
      each.weakest.map(({ number }) => number).join(' ') || '-',
    ],
  }));
  const heads = [words.trainee, ...(severalClasses ? [words.class] : []), words.times];
  return barTable(heads, [words.exam, words.weak], rows, paper);
}

function promptTable(prompts: readonly PromptSummary[], paper: Paper): string {
  const rows = prompts.map(({ number, text, count, percent, latest }) => ({
    before: [`${String(number).padStart(2)} ${paper.say(text)}`, String(count)],
    percent,
    after: [`${latest} %`],
  }));
  return barTable([words.prompt, words.times], [words.latest], rows, paper);
}

function dayTable(days: readonly DaySummary[], paper: Paper): string {
  const rows = days.map(({ day, count, percent }) => ({ before: [day, String(count)], percent, after: [] }));
  return barTable([words.day, words.times], [], rows, paper);
}

/** What is wrong with the results themselves, one line each. */
export function doubts(
  { altered, contradictions, unchecked, repeated }: Gathered,
  language: Language,
): readonly string[] {
  const say: Say = (text) => inLanguage(text, language);
  const lines = [
    ...altered.map(
      ({ file, line, at, trainee, what }) => `${say(alterationWords[what])}: ${file}:${line}: ${at} ${trainee}`,
    ),
    ...contradictions.map(({ at, trainee, item, from: [first, other] }) =>
      say({
        zh: `同一成绩两处不同：${at} ${trainee} ${item}（用 ${first}，不用 ${other}）`,
        en: `told differently in two places: ${at} ${trainee} ${item} (${first} is used, ${other} is not)`,
      }),
    ),
    ...unchecked.map((file) =>
      say({ zh: `签名没有核对，密钥不在这里：${file}`, en: `signatures not checked, the key is elsewhere: ${file}` }),
    ),
  ];
  if (repeated === 0) return lines;
  return [
    ...lines,
    say({ zh: `${repeated} 条成绩重复，只计一次`, en: `${repeated} results were there twice and count once` }),
  ];
}

/** `width`: of the terminal, in cells. */
export function summaryText({ classes, trainees, prompts, days }: Summary, language: Language, width: number): string {
  const say: Say = (text) => inLanguage(text, language);
  if (trainees.length === 0) return `${say(words.none)}\n`;
  const paper = { say, width };
  const section = (title: Text, table: string) => `${say(title)}\n${table}`;
  return [
    section(words.byClass, classTable(classes, paper)),
    section(words.byTrainee, traineeTable(trainees, paper, classes.length > 1)),
    ...(prompts.length > 0 ? [section(words.byPrompt, promptTable(prompts, paper))] : []),
    section(words.byDay, dayTable(days, paper)),
  ].join('\n');
}
