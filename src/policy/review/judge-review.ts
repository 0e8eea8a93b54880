// Real-time review: every rule tried on every line and on the visit. Pure: lines, person, visit and history in, findings
// with their trace out.

import { type CalendarDate, dateOfTimestamp } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import { type Figures, judgeOf, type Words } from './judges.ts';
import type {
  DatedFigure,
  Review,
  ReviewedLine,
  ReviewFinding,
  ReviewList,
  ReviewRule,
  ReviewRules,
  ReviewSubject,
  ReviewTraceEntry,
} from './rule.ts';

const because = {
  found: { zh: '不符合', en: 'found' },
  passed: { zh: '符合', en: 'in order' },
  notYet: (since: string): Text => ({ zh: `自 ${since} 起施行`, en: `in force from ${since}` }),
  otherVisit: { zh: '不是这类就诊的规则', en: 'not for this kind of visit' },
  otherDiagnosis: { zh: '诊断不在规则之内', en: 'not for these diagnoses' },
  otherKind: { zh: '不是这类项目的规则', en: 'not for this kind of item' },
  otherClass: { zh: '不是这一等级的规则', en: 'not for this class' },
  otherItem: { zh: '项目不在规则之内', en: 'not for this item' },
} as const;

/** Whether any diagnosis begins with a code of the list. */
function among(list: ReviewList, diagnoses: readonly string[]): boolean {
  return diagnoses.some((code) => [...list.entries.keys()].some((start) => code.startsWith(start)));
}

function outsideVisit({ since, scope }: ReviewRule, { visit }: ReviewSubject): Text | undefined {
  if (since > dateOfTimestamp(visit.now)) return because.notYet(since);
  if (scope.visits && !scope.visits.includes(visit.kind)) return because.otherVisit;
  if (scope.diagnoses && !among(scope.diagnoses, visit.diagnoses)) return because.otherDiagnosis;
  if (scope.exceptDiagnoses && among(scope.exceptDiagnoses, visit.diagnoses)) return because.otherDiagnosis;
  return undefined;
}

function outsideLine({ scope }: ReviewRule, line: ReviewedLine): Text | undefined {
  if (scope.kinds && !scope.kinds.includes(line.kind)) return because.otherKind;
  if (scope.classes && !scope.classes.includes(line.class)) return because.otherClass;
  if (scope.items && !scope.items.entries.has(line.item)) return because.otherItem;
  if (scope.exceptItems?.entries.has(line.item)) return because.otherItem;
  return undefined;
}

type NamedFigure = readonly [string, DatedFigure];

interface InForce {
  readonly on: CalendarDate;
  readonly values: readonly NamedFigure[];
}

/** What was in force on the day that a rule was last asked of, which is nearly always the day of the next question. */
const lastInForce = new WeakMap<ReviewRule, InForce>();

/** Every figure has a value from the rule's first day on: the loader has seen to it. */
function inForce(rule: ReviewRule, today: CalendarDate): readonly NamedFigure[] {
  const last = lastInForce.get(rule);
  if (last?.on === today) return last.values;
  const values = [...rule.figures].flatMap(([name, dated]): NamedFigure[] => {
    const value = dated.find(({ since }) => since <= today);
    return value ? [[name, value]] : [];
  });
  lastInForce.set(rule, { on: today, values });
  return values;
}

/** The loader has checked that a judge's figures are there and of their unit: anything else is a bug. */
function figuresFrom(values: readonly NamedFigure[]): Figures {
  const byName = new Map(values);
  return {
    count(name) {
      const value = byName.get(name)?.value;
      if (typeof value !== 'number') throw new Error(`no count ${name}`);
      return value;
    },
    sex(name) {
      const value = byName.get(name)?.value;
      if (value !== 'male' && value !== 'female') throw new Error(`no sex ${name}`);
      return value;
    },
  };
}

function filled(template: Text, words: Words): Text {
  const fill = (language: 'zh' | 'en') =>
    template[language].replace(/\{(\w+)\}/g, (_, name: string) => {
      const word = words[name] ?? '';
      return typeof word === 'string' ? word : word[language];
    });
  return { zh: fill('zh'), en: fill('en') };
}

/** What one rule says of one line, or of the visit where there is none. */
function tried(rule: ReviewRule, line: ReviewedLine | undefined, subject: ReviewSubject): ReviewFinding | Text {
  const outside = outsideVisit(rule, subject) ?? (line && outsideLine(rule, line));
  if (outside) return outside;
  const values = inForce(rule, dateOfTimestamp(subject.visit.now));
  const judge = judgeOf(rule.judge);
  const figures = figuresFrom(values);
  const words = judge.about === 'line' ? line && judge.find(line, subject, figures) : judge.find(subject, figures);
  if (!words) return because.passed;
  const all = line ? { item: line.name, ...words } : words;
  return {
    rule,
    line,
    message: filled(rule.message, all),
    remedy: filled(rule.remedy, all),
    figures: values.map(([, value]) => value),
  };
}

/** Reviews the lines of one prescription. Rules of the data decide; the same subject always has the same findings. */
export function judgeReview({ rules }: ReviewRules, subject: ReviewSubject): Review {
  const findings: ReviewFinding[] = [];
  const trace: ReviewTraceEntry[] = [];
  const apply = (rule: ReviewRule, line: ReviewedLine | undefined) => {
    const outcome = tried(rule, line, subject);
    const entry = { rule, line: line?.id };
    if ('rule' in outcome) {
      findings.push(outcome);
      trace.push({ ...entry, outcome: 'found', reason: because.found });
    } else trace.push({ ...entry, outcome: outcome === because.passed ? 'passed' : 'outside', reason: outcome });
  };
  const [ofLines, ofVisit] = (['line', 'visit'] as const).map((about) =>
    rules.filter(({ judge }) => judgeOf(judge).about === about),
  );
  for (const line of subject.lines) for (const rule of ofLines ?? []) apply(rule, line);
  for (const rule of ofVisit ?? []) apply(rule, undefined);
  return { findings, trace };
}
