// `yibao-pos reconcile`: asks the center what became of everything that a hospital has in flight, puts it right, and states
// the day: the proof that both have the same.

import { type Command, Option } from 'commander';
import type { CalendarDate } from '../domain/date.ts';
import { inLanguage, type Language, type Text } from '../domain/language.ts';
import type { DeskSnapshot } from '../hospital/desk.ts';
import { isSettled } from '../hospital/statement/day-statement.ts';
import { adviceOf, problemText, type StatementProblem } from '../hospital/statement/problem.ts';
import type { ReconciliationOutcome } from '../hospital/visit/state.ts';
import { openWindowOrReport, reportCityProblem } from './city.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf, parseBusinessDate } from './globals.ts';
import { heldDocument, heldText, lastTold, outcomeDocument, outcomesText } from './outcomes.ts';
import { statementDocument, statementText } from './statement-text.ts';
import { type CenterOptions, openOldWindowCityOrReport, withCenterOptions } from './window-city.ts';

function backedUp(file: string): Text {
  return { zh: `已备份 ${file}`, en: `backed up to ${file}` };
}

interface ReconcileOptions extends CenterOptions {
  readonly hospital: string;
  readonly day?: CalendarDate;
  readonly close?: boolean;
}

export function registerReconcileCommand(program: Command): void {
  withCenterOptions(program.command('reconcile'))
    .description("what is in flight, then the day's end, reconciled with the center / 对账")
    .option('--hospital <code>', 'a designated hospital by code or number', '0001')
    .addOption(
      new Option('--day <yyyy-MM-dd>', 'the day to state, default the business date / 对账日期').argParser(
        parseBusinessDate,
      ),
    )
    .option('--close', "the day's end: also back the data files up / 日终：同时备份")
    .addHelpText(
      'after',
      '\nExits 0 where the day is flat and nothing is left; 3 where it is not flat, or another window is at something, or a\n' +
        'registration whose fee is given back stays at the center; 5 where the center is not reached, or something is still unknown.\n\nExamples:\n' +
        '  yibao-pos reconcile --hospital 0002\n  yibao-pos reconcile --day 2011-08-14 --close\n  yibao-pos reconcile --json\n  yibao-pos reconcile --center http://127.0.0.1:8710\n',
    )
    .action((options: ReconcileOptions, command: Command) => reconcile(options, globalsOf(command)));
}

function refuseDay(day: CalendarDate, cause: Text, expected: Text, language: Language): never {
  throw new WrongUsage(`--day ${day}: ${inLanguage(cause, language)}\n  → ${inLanguage(expected, language)}`);
}

/** What lies ahead would be flat before anybody came. */
function demandBegun(day: CalendarDate, { businessDate, language }: Globals): void {
  if (day <= businessDate) return;
  const cause: Text = { zh: '这一天还没有到', en: 'this day has not come yet' };
  const expected: Text = {
    zh: `请用业务日期 ${businessDate}（--date）或以前的一天`,
    en: `name the business date ${businessDate} (--date) or a day before it`,
  };
  refuseDay(day, cause, expected, language);
}

/** Of the time before the center there is nothing to state, unless this hospital has something of it. */
function demandSince(
  day: CalendarDate,
  foundedOn: CalendarDate,
  { statementDays }: Pick<DeskSnapshot, 'statementDays'>,
  { businessDate, language }: Globals,
): void {
  if (day >= foundedOn || statementDays.some((listed) => listed.day === day)) return;
  const cause: Text = { zh: '那时还没有医保中心', en: 'there was no center yet' };
  const expected: Text = {
    zh: `请用 ${foundedOn} 到 ${businessDate} 的一天`,
    en: `name a day from ${foundedOn} to ${businessDate}`,
  };
  refuseDay(day, cause, expected, language);
}

async function reconcile(
  { hospital, day: asked, close = false, ...options }: ReconcileOptions,
  globals: Globals,
): Promise<void> {
  const day = asked ?? globals.businessDate;
  demandBegun(day, globals);
  const city = await openOldWindowCityOrReport(globals, { hospital, ...options });
  if (!city) return;
  try {
    if (city.unreached) {
      reportCityProblem(city.unreached, globals.language);
      return;
    }
    const window = await openWindowOrReport(city, globals.language, { hospital, readerUrl: 'mock:' });
    if (!window) return;
    try {
      demandSince(day, city.foundedOn, window.desk.snapshot(), globals);
      // Opening a window reconciles by itself; asking again costs nothing and reaches what that left open.
      const { visit } = await window.desk.settled();
      if (visit.at !== 'reconciled') window.desk.dispatch({ kind: 'reconcile-asked' });
      const reconciled = await window.desk.settled();
      window.desk.dispatch({ kind: 'day-asked', day, backUp: close });
      report(reconciled, await window.desk.settled(), globals);
    } finally {
      await window.close();
    }
  } finally {
    city.close();
  }
}

/** First what was in flight, then the day. The worst of it is the exit code. */
function report(reconciled: DeskSnapshot, { inFlight, statement, center }: DeskSnapshot, globals: Globals): void {
  const { json, language } = globals;
  const { visit } = reconciled;
  const stated = statement.at === 'stated' ? statement : undefined;
  const first = visit.at === 'reconciled' ? visit.outcomes : [];
  const outcomes = lastTold(first, stated?.statement.outcomes ?? []);
  const has = (wanted: ReconciliationOutcome['verdict']) => outcomes.some(({ verdict }) => verdict === wanted);
  const held = inFlight.filter(({ heldBy }) => heldBy !== undefined);
  if (json) {
    const document = {
      inFlight: [...outcomes.map(outcomeDocument), ...held.map(heldDocument)],
      statement: stated ? statementDocument(stated.statement) : null,
      backups: stated?.kept ?? [],
    };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    process.stdout.write(outcomesText(outcomes, held.length, language) + heldText(held, language));
    if (stated) process.stdout.write(statementText(stated.statement, language));
    for (const file of stated?.kept ?? []) process.stdout.write(`${inLanguage(backedUp(file), language)}\n`);
  }
  process.exitCode = exitCodeOf({
    flat: stated !== undefined && isSettled(stated.statement),
    left: held.length > 0 || has('registration-stays') || has('registration-open'),
  });
  if (has('open') || (has('registration-open') && center === 'down')) process.exitCode = ExitCode.centerUnreachable;
  if (statement.at === 'failed') sayProblem(statement.problem, language);
  if (visit.at === 'problem') sayProblem({ kind: 'not-done', text: visit.problem.text }, language);
}

function exitCodeOf({ flat, left }: { readonly flat: boolean; readonly left: boolean }): number {
  return flat && !left ? ExitCode.done : ExitCode.refused;
}

const exitCodes: Readonly<Record<StatementProblem['kind'], number>> = {
  unreached: ExitCode.centerUnreachable,
  refused: ExitCode.refused,
  'approval-needed': ExitCode.refused,
  'not-done': ExitCode.bug,
};

function sayProblem(problem: StatementProblem, language: Language): void {
  // A line that is down, a certificate or a key: whoever is to mend it has to know which.
  const cause = problem.kind === 'unreached' ? problem.refusal.fact.cause : undefined;
  const why = cause === undefined ? '' : `\n  ${cause}`;
  const advice = adviceOf(problem);
  const next = (advice ? [advice.cause, advice.remedy] : []).map((text) => `\n  ${inLanguage(text, language)}`);
  process.stderr.write(`yibao-pos: ${inLanguage(problemText(problem), language)}${why}${next.join('')}\n`);
  process.exitCode = exitCodes[problem.kind];
}
