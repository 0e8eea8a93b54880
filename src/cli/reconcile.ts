// `yibao-pos reconcile`: asks the center what became of everything that a hospital has in flight, puts it right, and states
// the day: the proof that both have the same.

import { type Command, Option } from 'commander';
import type { CalendarDate } from '../domain/date.ts';
import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { formatYuan } from '../domain/money.ts';
import type { DeskSnapshot, InFlight } from '../hospital/desk.ts';
import { adviceWhereItStays } from '../hospital/refund/registration-stays.ts';
import { isSettled } from '../hospital/statement/day-statement.ts';
import { problemText, type StatementProblem } from '../hospital/statement/problem.ts';
import type { ReconciliationOutcome } from '../hospital/visit/state.ts';
import { openWindowOrReport, reportCityProblem } from './city.ts';
import { ExitCode } from './exit.ts';
import { type Globals, globalsOf, parseBusinessDate } from './globals.ts';
import { statementDocument, statementText } from './statement-text.ts';
import { tableText } from './table.ts';
import { type CenterOptions, openWindowCityOrReport, withCenterOptions } from './window-city.ts';

const stillOpen: Text = {
  zh: '仍不明，请待网络恢复后再对账',
  en: 'still unknown: reconcile again when the line is up',
};

const stays: Text = { zh: '已退费一次，挂号中心未撤销', en: 'given back once; the registration stays at the center' };

const verdicts: Readonly<Record<ReconciliationOutcome['of'], Record<ReconciliationOutcome['verdict'], Text>>> = {
  charge: {
    confirmed: { zh: '已收费一次，已确认', en: 'charged once, confirmed' },
    reversed: { zh: '中心已扣，已撤销，未收费', en: 'taken back at the center, not charged' },
    dropped: { zh: '未到中心，未收费', en: 'never arrived, not charged' },
    open: stillOpen,
    'registration-stays': stays,
  },
  refund: {
    confirmed: { zh: '已退费一次，已确认', en: 'given back once, confirmed' },
    reversed: { zh: '中心已退，已撤销，未退费', en: 'taken back at the center, not given back' },
    dropped: { zh: '未到中心，未退费', en: 'never arrived, not given back' },
    open: stillOpen,
    'registration-stays': stays,
  },
};

const nothingInFlight: Text = { zh: '没有在途交易\n', en: 'nothing is in flight\n' };

function backedUp(file: string): Text {
  return { zh: `已备份 ${file}`, en: `backed up to ${file}` };
}

function leftTo(count: number, window: number): Text {
  return {
    zh: `${count} 笔属于 ${window} 号窗口，正在办理，请在该窗口对账\n`,
    en: `${count} left to window ${window}, which is at it: reconcile there\n`,
  };
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
      '\nExits 0 where the day is flat, 3 where it is not, 5 where the center is not reached.\n\nExamples:\n' +
        '  yibao-pos reconcile --hospital 0002\n  yibao-pos reconcile --day 2011-08-14 --close\n  yibao-pos reconcile --json\n  yibao-pos reconcile --center http://127.0.0.1:8710\n',
    )
    .action((options: ReconcileOptions, command: Command) => reconcile(options, globalsOf(command)));
}

async function reconcile(
  { hospital, day, close = false, ...options }: ReconcileOptions,
  globals: Globals,
): Promise<void> {
  const city = await openWindowCityOrReport(globals, options);
  if (!city) return;
  try {
    if (city.unreached) {
      reportCityProblem(city.unreached, globals.language);
      return;
    }
    const window = await openWindowOrReport(city, globals.language, { hospital, readerUrl: 'mock:' });
    if (!window) return;
    try {
      // Opening a window reconciles by itself; asking again costs nothing and reaches what that left open.
      const { visit } = await window.desk.settled();
      if (visit.at !== 'reconciled') window.desk.dispatch({ kind: 'reconcile-asked' });
      const reconciled = await window.desk.settled();
      window.desk.dispatch({ kind: 'day-asked', day: day ?? globals.businessDate, backUp: close });
      report(reconciled, await window.desk.settled(), globals);
    } finally {
      await window.close();
    }
  } finally {
    city.close();
  }
}

/** First what was in flight, then the day. The worst of it is the exit code. */
function report(reconciled: DeskSnapshot, { inFlight, statement }: DeskSnapshot, globals: Globals): void {
  const { json, language } = globals;
  const { visit } = reconciled;
  const stated = statement.at === 'stated' ? statement : undefined;
  const first = visit.at === 'reconciled' ? visit.outcomes : [];
  const outcomes = [...first, ...(stated?.statement.outcomes ?? []).filter((each) => !isAmong(each, first))];
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
    left: held.length > 0 || outcomes.some(({ verdict }) => verdict === 'registration-stays'),
  });
  if (outcomes.some(({ verdict }) => verdict === 'open')) process.exitCode = ExitCode.centerUnreachable;
  if (statement.at === 'failed') sayProblem(statement.problem, language);
  if (visit.at === 'problem') sayProblem({ kind: 'not-done', text: visit.problem.text }, language);
}

/** The statement's own reconciliation may tell more than the one before it, and of some the same again. */
function isAmong({ msgid }: ReconciliationOutcome, outcomes: readonly ReconciliationOutcome[]): boolean {
  return outcomes.some((each) => each.msgid === msgid);
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
  process.stderr.write(`yibao-pos: ${inLanguage(problemText(problem), language)}${why}\n`);
  process.exitCode = exitCodes[problem.kind];
}

function outcomesText(outcomes: readonly ReconciliationOutcome[], held: number, language: Language): string {
  if (outcomes.length === 0) return held === 0 ? inLanguage(nothingInFlight, language) : '';
  const titles = language === 'zh' ? ['报文', '票号', '金额', '结果'] : ['message', 'ticket', 'amount', 'verdict'];
  const columns = titles.map((title, index) => (index === 2 ? { title, align: 'right' as const } : { title }));
  const rows = outcomes.map(({ msgid, of, ticket, amount, verdict }) => {
    return [msgid, ticket ?? '-', formatYuan(amount), inLanguage(verdicts[of][verdict], language)];
  });
  return tableText(columns, rows) + outcomes.map((outcome) => staysText(outcome, language)).join('');
}

/** Of a registration that the center does not take back: why, and what to do. */
function staysText({ ticket, said }: ReconciliationOutcome, language: Language): string {
  if (said === undefined) return '';
  const { cause, remedy } = adviceWhereItStays(said);
  return `${ticket}  ${inLanguage(cause, language)}\n  ${inLanguage(remedy, language)}\n`;
}

/** One line a window: how many it is at. */
function heldText(held: readonly InFlight[], language: Language): string {
  const windows = [...new Set(held.map(({ heldBy }) => heldBy))].filter((window) => window !== undefined);
  return windows
    .sort((one, other) => one - other)
    .map((window) => inLanguage(leftTo(held.filter(({ heldBy }) => heldBy === window).length, window), language))
    .join('');
}

function outcomeDocument({ msgid, ticket, amount, verdict, said }: ReconciliationOutcome) {
  const why = said === undefined ? {} : { said };
  return { msgid, ticket: ticket ?? null, amount: formatYuan(amount), verdict, window: null, ...why };
}

function heldDocument({ msgid, ticket, amount, heldBy }: InFlight) {
  return { msgid, ticket: ticket ?? null, amount: formatYuan(amount), verdict: 'left-to-window', window: heldBy };
}
