// `yibao-pos refund`: gives back what was paid for a ticket, in the back office: the same desk, the same second person, the
// same journal as at the refund station. What it prints is refund-text.ts.

import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { inLanguage, type Text } from '../domain/language.ts';
import type { Approval } from '../domain/operator.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { hindranceOf, isWithin, standingCharge, standingLines } from '../hospital/refund/standing.ts';
import type { RefundOrder } from '../hospital/refund/state.ts';
import type { VisitState } from '../hospital/visit/state.ts';
import type { Window } from '../training/window.ts';
import { numberQuestion, passwordQuestion, reportOperatorRefusal } from './approval.ts';
import { openWindowOrReport, reportCityProblem } from './city.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { openQuestions } from './questions.ts';
import { refundDocument, refundText } from './refund-text.ts';
import { type CenterOptions, openWindowCityOrReport, withCenterOptions } from './window-city.ts';

const noDrugs: Text = { zh: '该票没有可退的药品', en: 'this ticket has no drugs that could be given back' };

interface WantedLine {
  /** As the bill counts them, from 1. */
  readonly line: number;
  /** Undefined: all of it. */
  readonly quantity: string | undefined;
}

interface RefundOptions extends CenterOptions {
  readonly hospital: string;
  readonly line: readonly WantedLine[];
  readonly trial?: true;
  readonly approver?: string;
  readonly passwordFd?: number;
}

function parseLine(text: string, before: readonly WantedLine[]): readonly WantedLine[] {
  const [matched, line, quantity] = /^([1-9]\d{0,3})(?:=(\d{1,9}(?:\.\d{1,4})?))?$/.exec(text) ?? [];
  if (matched === undefined)
    throw new InvalidArgumentError('Expected a line, with or without a quantity, as in 2 or 2=1.5.');
  return [...before, { line: Number(line), quantity }];
}

function parseDescriptor(text: string): number {
  const descriptor = Number(text);
  if (!Number.isInteger(descriptor) || descriptor < 0)
    throw new InvalidArgumentError('Expected a file descriptor, as in 3.');
  return descriptor;
}

export function registerRefundCommand(program: Command): void {
  withCenterOptions(program.command('refund'))
    .argument('<ticket>', 'the ticket that was paid, as in 20110815-0001 / 票号')
    .description('gives back the drugs of a paid ticket, with a second person’s word / 退费')
    .option('--hospital <code>', 'a designated hospital by code or number', '0001')
    .option(
      '--line <n[=quantity]>',
      'a line of the bill, from 1, wholly or so much of it; default: every drug',
      parseLine,
      [],
    )
    .option('--trial', 'only tells what would come back / 只试算')
    .option('--approver <code>', 'the second person’s number; else it is asked for / 批准人工号')
    .option('--password-fd <n>', 'reads their password from this file descriptor / 从文件描述符读密码', parseDescriptor)
    .addHelpText(
      'after',
      '\nExit: 0 done · 2 no such line · 3 refused, the reason is on standard output · 5 center not reached, or in doubt.' +
        '\n\nExamples:\n  yibao-pos refund 20110815-0001 --trial\n  yibao-pos refund 20110815-0001 --line 1=2 --approver 1008\n' +
        '  yibao-pos refund 20110815-0001 --approver 1008 --password-fd 3 --json 3< password\n',
    )
    .action((ticket: string, options: RefundOptions, command: Command) => refund(ticket, options, globalsOf(command)));
}

async function refund(ticket: string, options: RefundOptions, globals: Globals): Promise<void> {
  const city = await openWindowCityOrReport(globals, options);
  if (!city) return;
  try {
    if (city.unreached) return reportCityProblem(city.unreached, globals.language);
    const { hospital } = options;
    const window = await openWindowOrReport(city, globals.language, {
      hospital,
      readerUrl: 'mock:',
      station: 'refund',
    });
    if (!window) return;
    try {
      await refundAt(window, ticket, options, globals);
    } finally {
      await window.close();
    }
  } finally {
    city.close();
  }
}

async function act(window: Window, event: Parameters<Window['desk']['dispatch']>[0]): Promise<VisitState> {
  window.desk.dispatch(event);
  return (await window.desk.settled()).visit;
}

async function refundAt(window: Window, ticket: string, options: RefundOptions, globals: Globals): Promise<void> {
  // Opening a window may have reconciled what was in flight; that is told by `reconcile`.
  const { visit } = await window.desk.settled();
  if (visit.at === 'reconciled') await act(window, { kind: 'confirmed' });
  const opened = await act(window, { kind: 'refund-asked', wanted: { ticket } });
  if (opened.at !== 'refunding' || opened.refund.at !== 'choosing-lines') return report(opened, globals);
  const wanted = wantedLines(opened.refund.order, options.line);
  if (!wanted.ok) return refuseLine(wanted.error, globals);
  for (const { line, quantity } of wanted.value) {
    await act(window, { kind: 'line-returned', place: line - 1, quantity });
  }
  const tried = await act(window, { kind: 'confirmed' });
  if (tried.at !== 'refunding' || tried.refund.at !== 'trial-shown') return report(tried, globals);
  if (options.trial) return report(tried, globals);
  if (!globals.json) process.stderr.write(refundText(tried, globals.language));
  const approval = await approvalFor(window, options, globals);
  if (approval) report(await act(window, { kind: 'refund-approved', approval }), globals);
}

type ReturnedLines = readonly { readonly line: number; readonly quantity: string }[];

/** Exit 3: what the documents let nobody give back. */
function refuseLine(reason: Text, { json, language }: Globals): void {
  const text = inLanguage(reason, language);
  const document = { state: 'refused', msgid: null, text, cause: null, remedy: null };
  process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${text}\n`);
  process.exitCode = ExitCode.refused;
}

/** Every drug where no line was named, or why a line cannot be given back. What is no line of the bill ends the command. */
function wantedLines(order: RefundOrder, wanted: readonly WantedLine[]): Result<ReturnedLines, Text> {
  const { stage } = order.ticket;
  const charge = stage.at === 'paid' ? standingCharge(stage) : undefined;
  const lines = standingLines(order.ticket);
  const drugs = lines.flatMap((line, place): WantedLine[] =>
    charge && hindranceOf(line, charge) ? [] : [{ line: place + 1, quantity: undefined }],
  );
  const chosen = wanted.length > 0 ? wanted : drugs;
  if (chosen.length === 0) return failure(noDrugs);
  const returned: { line: number; quantity: string }[] = [];
  for (const { line, quantity } of chosen) {
    const charged = lines[line - 1];
    if (!charged || !charge)
      throw new WrongUsage(`--line ${line}: the bill has ${lines.length} lines / 没有第 ${line} 行`);
    const hindrance = hindranceOf(charged, charge);
    const { name, unit } = charged.item;
    if (hindrance) return failure({ zh: `${name}：${hindrance.zh}`, en: `${name}: ${hindrance.en}` });
    const much = quantity ?? charged.quantity;
    if (!isWithin(charged, much)) throw new WrongUsage(`--line ${line} ${name}: ${much} > ${charged.quantity}${unit}`);
    returned.push({ line, quantity: much });
  }
  return ok(returned);
}

/** What stands on the first line of an open file descriptor. */
function secretFrom(descriptor: number): string {
  try {
    return (readFileSync(descriptor, 'utf8').split('\n')[0] ?? '').replace(/\r$/, '');
  } catch (error) {
    throw new WrongUsage(`--password-fd ${descriptor}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Undefined: refused, which has been said. */
async function approvalFor(
  { desk }: Window,
  { approver, passwordFd }: RefundOptions,
  { language }: Globals,
): Promise<Approval | undefined> {
  const questions = openQuestions();
  try {
    const say = (text: Text) => inLanguage(text, language);
    const code = approver ?? (await questions.ask(say(approverQuestion) + say(numberQuestion))).trim();
    const password =
      passwordFd === undefined ? await questions.askSecret(`${code} ${say(passwordQuestion)}`) : secretFrom(passwordFd);
    const answer = desk.approve('refund', code, password);
    if (answer.ok) return answer.value;
    reportOperatorRefusal(answer.error, language);
    return undefined;
  } finally {
    questions.close();
  }
}

const approverQuestion: Text = { zh: '退费需要第二人批准，', en: 'A second person approves a refund. ' };

function report(visit: VisitState, { json, language }: Globals): void {
  process.stdout.write(
    json ? `${JSON.stringify(refundDocument(visit, language), null, 2)}\n` : refundText(visit, language),
  );
  process.exitCode = exitCodeOf(visit);
}

function exitCodeOf(visit: VisitState): number {
  switch (visit.at) {
    case 'problem':
      return visit.problem.kind === 'disk' ? ExitCode.bug : ExitCode.refused;
    case 'refused':
      return visit.refusal.prompt === 'center-call-failed' ? ExitCode.centerUnreachable : ExitCode.refused;
    case 'in-doubt':
      return ExitCode.centerUnreachable;
    case 'refunding':
      return visit.refund.at === 'in-doubt'
        ? ExitCode.centerUnreachable
        : ['trial-shown', 'refunded'].includes(visit.refund.at)
          ? ExitCode.done
          : ExitCode.refused;
    default:
      return ExitCode.refused;
  }
}
