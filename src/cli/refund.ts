// `yibao-pos refund`: gives back what was paid for a ticket, or a registration that nobody treated (退号), in the back office: the same desk, the same second person, the
// same journal as at the refund station. Who asks signs in first. What it prints is refund-text.ts.

import { type Command, InvalidArgumentError } from 'commander';
import { inLanguage, type Text } from '../domain/language.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import type { OperatorRefusal } from '../hospital/operators/refusal.ts';
import { chargeToUndo, hindranceOf, isWithin, standingLines } from '../hospital/refund/standing.ts';
import type { RefundOrder } from '../hospital/refund/state.ts';
import type { VisitState } from '../hospital/visit/state.ts';
import type { Window } from '../training/window.ts';
import { reportOperatorRefusal } from './approval.ts';
import { openWindowOrReport, reportCityProblem } from './city.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { type Persons, personsBy } from './refund-persons.ts';
import { refundDocument, refundText } from './refund-text.ts';
import { type CenterOptions, openOldWindowCityOrReport, withCenterOptions } from './window-city.ts';

const wholly: Text = { zh: '退号只能全退', en: 'a registration is given back wholly' };
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
  readonly operator?: string;
  readonly approver?: string;
  readonly passwordFd?: number;
  readonly practice: boolean;
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
    .argument('<ticket>', 'the ticket, as in 20110815-0001 / 票号')
    .description(
      'gives back the drugs of a paid ticket, or today’s registration not begun; a second person approves / 退费、退号',
    )
    .option('--hospital <code>', 'a designated hospital by code or number', '0001')
    .option(
      '--line <n[=quantity]>',
      'a line of the bill, from 1, wholly or so much of it; default: every drug',
      parseLine,
      [],
    )
    .option('--trial', 'only tells what would come back / 只试算')
    .option('--operator <code>', 'the number of who asks, who signs in; else it is asked for / 经办人工号')
    .option('--approver <code>', 'the second person’s number; else it is asked for / 批准人工号')
    .option(
      '--password-fd <n>',
      'reads both passwords from this file descriptor / 从文件描述符读两人密码',
      parseDescriptor,
    )
    .option('--no-practice', 'roles decide, and only passwords of their own count / 按角色，练习密码不算')
    .addHelpText(
      'after',
      '\nWho asks signs in, somebody else approves. Passwords are not echoed. Where standard input is no terminal, a line each, as\n' +
        'the questions come: number (without --operator), password; number (without --approver), password. Of the descriptor\n' +
        'of --password-fd: the password of who asks is the first line, that of who approves the second.\n' +
        '\nExit: 0 done · 2 no such line · 3 refused, the reason is on standard output (a person: standard error) · 5 center not reached, or in doubt.\n' +
        'Where the fee is given back and the center keeps the registration: 0, with why and what to do; `reconcile` of that day exits 3.' +
        '\n\nExamples:\n  yibao-pos refund 20110815-0001 --operator 1003 --trial\n  yibao-pos refund 20110815-0001 --line 1=2 --operator 1003 --approver 1008\n' +
        '  yibao-pos refund 20110815-0001 --operator 1003 --approver 1008 --password-fd 3 --json 3< passwords\n',
    )
    .action((ticket: string, options: RefundOptions, command: Command) => refund(ticket, options, globalsOf(command)));
}

async function refund(ticket: string, options: RefundOptions, globals: Globals): Promise<void> {
  const persons = personsBy(options, globals.language);
  const city = await openOldWindowCityOrReport(globals, options);
  if (!city) return;
  try {
    if (city.unreached) return reportCityProblem(city.unreached, globals.language);
    const { hospital, practice } = options;
    const window = await openWindowOrReport(city, globals.language, {
      hospital,
      readerUrl: 'mock:',
      station: 'refund',
      practice,
      signIn: 'demanded',
    });
    if (!window) return;
    try {
      const reason = await signedInOrWhyNot(window, persons);
      if (reason) return reportOperatorRefusal(reason, globals.language);
      await refundAt(window, { ticket, persons, options }, globals);
    } finally {
      await window.close();
    }
  } finally {
    persons.close();
    city.close();
  }
}

async function act(window: Window, event: Parameters<Window['desk']['dispatch']>[0]): Promise<VisitState> {
  window.desk.dispatch(event);
  return (await window.desk.settled()).visit;
}

interface Asked {
  readonly ticket: string;
  readonly persons: Persons;
  readonly options: RefundOptions;
}

async function refundAt(window: Window, { ticket, persons, options }: Asked, globals: Globals): Promise<void> {
  // Opening a window may have reconciled what was in flight; that is told by `reconcile`.
  const { visit } = await window.desk.settled();
  if (visit.at === 'reconciled') await act(window, { kind: 'confirmed' });
  const opened = await act(window, { kind: 'refund-asked', wanted: { ticket } });
  const choice = opened.at === 'refunding' && opened.refund.at === 'choosing-lines' ? opened.refund.order : undefined;
  const chosen = choice ? await chooseLines(window, choice, options.line) : ok(opened);
  if (!chosen.ok) return refuseLine(chosen.error, globals);
  const tried = chosen.value;
  if (tried.at !== 'refunding' || tried.refund.at !== 'trial-shown') return report(tried, globals);
  if (!choice && options.line.length > 0) throw new WrongUsage(`--line: ${inLanguage(wholly, globals.language)}`);
  if (options.trial) return report(tried, globals);
  if (!globals.json) process.stderr.write(refundText(tried, globals.language));
  const { code, password } = await persons.second();
  const approval = window.desk.approve('refund', code, password);
  if (!approval.ok) return reportOperatorRefusal(approval.error, globals.language);
  report(await act(window, { kind: 'refund-approved', approval: approval.value }), globals);
}

/** From the lines to the center's trial; or why a line cannot be given back. */
async function chooseLines(
  window: Window,
  order: RefundOrder,
  wanted: readonly WantedLine[],
): Promise<Result<VisitState, Text>> {
  const lines = wantedLines(order, wanted);
  if (!lines.ok) return lines;
  for (const { line, quantity } of lines.value) {
    await act(window, { kind: 'line-returned', place: line - 1, quantity });
  }
  return ok(await act(window, { kind: 'confirmed' }));
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
  const charge = chargeToUndo(order.ticket);
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

/** Undefined: who asks has proved who they are, and may work at the refund station. */
async function signedInOrWhyNot({ desk }: Window, { first }: Persons): Promise<OperatorRefusal | undefined> {
  const { code, password } = await first();
  const signed = desk.signIn(code, password);
  if (!signed.ok) return signed.error;
  const closed = desk.snapshot().closed.refund;
  return closed && { kind: 'role', cause: closed, remedy: cashierSignsIn };
}

const cashierSignsIn: Text = { zh: '请收费员或组长办理', en: 'A cashier or a supervisor gives --operator' };

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
