// Holds a window and the center behind it against what a scenario expects; every difference is named.

import type { VirtualCardData } from '../../../drivers/open.ts';
import { yearOf } from '../../domain/date.ts';
import { type Fen, formatYuan } from '../../domain/money.ts';
import type { DeskSnapshot } from '../../hospital/desk.ts';
import type { Back } from '../../hospital/refund/refund.ts';
import { isSettled, nextStep } from '../../hospital/statement/day-statement.ts';
import type { Settled, Split } from '../../hospital/visit/charge.ts';
import { findingsOf } from '../../hospital/visit/reviewing.ts';
import type { Refusal, VisitState } from '../../hospital/visit/state.ts';
import type { City, Window } from '../city.ts';
import { printedLines } from '../print.ts';
import { closedDay } from '../session/sight.ts';
import { statedDay } from './day-end.ts';
import type { Expectation } from './steps.ts';

export interface Discrepancy {
  readonly key: string;
  readonly expected: string;
  readonly found: string;
}

export interface Scene {
  readonly window: Window;
  readonly city: City;
  /** The holder of the card that was put in last. */
  readonly holder: VirtualCardData | undefined;
}

type Compare = (key: string, expected: string | undefined, found: string | undefined) => void;

const nothing = '(nothing)';

function refusalOf(visit: VisitState): Refusal | undefined {
  return visit.at === 'refused' || visit.at === 'in-doubt' ? visit.refusal : undefined;
}

function settledOf(visit: VisitState): Settled | undefined {
  switch (visit.at) {
    case 'cash-due':
      return visit.settled;
    case 'registered':
      return visit.ticket.registrationFee;
    case 'paid':
      return visit.ticket.stage.at === 'paid' ? visit.ticket.stage.settled : undefined;
    default:
      return undefined;
  }
}

function splitOf(visit: VisitState): Split | undefined {
  if (visit.at === 'trial-shown' || visit.at === 'settling') return visit.split;
  const settled = settledOf(visit);
  return settled?.by === 'network' ? settled.split : undefined;
}

/** What is, or would be, to be paid in cash. */
function dueOf(visit: VisitState): Fen | undefined {
  if (visit.at === 'trial-shown-in-cash') return visit.charge.total;
  return visit.at === 'cash-due' ? visit.due : undefined;
}

/** `{data}` in an expected text stands for the 23 digits of a data string, which carry the time. */
function sameText(expected: string, found: string | undefined): boolean {
  const at = expected.indexOf('{data}');
  if (at < 0 || found === undefined) return expected === found;
  const [before, after] = [expected.slice(0, at), expected.slice(at + '{data}'.length)];
  return (
    found.startsWith(before) && found.endsWith(after) && /^\d{23}$/.test(found.slice(at, found.length - after.length))
  );
}

/** The union's name of the state, and within a refund the refund's. */
function stateName(visit: VisitState): string {
  return visit.at === 'refunding' ? `refunding ${visit.refund.at}` : visit.at;
}

function backOf(visit: VisitState): Back | undefined {
  if (visit.at !== 'refunding') return undefined;
  if (visit.refund.at === 'refunded') return visit.refund.refund.back;
  return visit.refund.at === 'trial-shown' ? visit.refund.trial.back : undefined;
}

function compareBack(wanted: NonNullable<Expectation['back']>, visit: VisitState, compare: Compare): void {
  const back = backOf(visit);
  for (const name of ['total', 'fund', 'account', 'cash'] as const) {
    compare(`back.${name}`, wanted[name], back && formatYuan(back[name]));
  }
}

function compareSplit(wanted: NonNullable<Expectation['split']>, visit: VisitState, compare: Compare): void {
  const split = splitOf(visit);
  const figures: Readonly<Record<keyof typeof wanted, Fen | undefined>> = {
    total: split?.total,
    fullSelfPay: split?.fullSelfPay,
    overCeiling: split?.overCeiling,
    priorSelfPay: split?.priorSelfPay,
    inScope: split?.inScope,
    deductibleTaken: split?.deductibleTaken,
    fund: split?.fundTotal,
    supplement: split?.supplement,
    account: split?.account,
    cash: split?.cash,
    balanceAfter: split?.balanceAfter,
  };
  for (const [name, expected] of Object.entries(wanted)) {
    const found = figures[name as keyof typeof wanted];
    compare(`split.${name}`, expected, found === undefined ? undefined : formatYuan(found));
  }
}

function comparePrompt(wanted: Expectation, visit: VisitState, compare: Compare): void {
  const refusal = refusalOf(visit);
  compare('prompt', wanted.prompt, refusal?.prompt);
  const problem = visit.at === 'problem' ? visit.problem : undefined;
  compare('problem', wanted.problem, problem?.kind);
  if (wanted.says !== undefined && !problem?.message.includes(wanted.says)) {
    compare('says', wanted.says, problem?.message ?? nothing);
  }
  if (wanted.text !== undefined && !sameText(wanted.text, refusal?.text))
    compare('text', wanted.text, refusal?.text ?? nothing);
  compare(
    'review',
    wanted.review?.join(' '),
    findingsOf(visit)
      .map(({ rule }) => rule)
      .join(' '),
  );
  compare('triesLeft', wanted.triesLeft?.toString(), refusal?.triesLeft?.toString());
  if (wanted.offers) {
    const options = visit.at === 'refused' || visit.at === 'problem' ? visit.options : [];
    const offered = options.filter(({ disabled }) => !disabled).map(({ step }) => step);
    compare('offers', [...wanted.offers].sort().join(' '), [...offered].sort().join(' '));
  }
}

function refundedIn(visit: VisitState) {
  return visit.at === 'refunding' && visit.refund.at === 'refunded' ? visit.refund : undefined;
}

function compareReceipt(pieces: readonly string[], { window }: Scene, visit: VisitState, compare: Compare): void {
  const finished = visit.at === 'paid' || visit.at === 'registered' ? visit : refundedIn(visit);
  const printed = finished ? printedLines(window.desk.place, finished).join('\n') : '';
  for (const piece of pieces) if (!printed.includes(piece)) compare('receipt', piece, printed || nothing);
}

function compareCenter(wanted: Expectation, { city, holder }: Scene, compare: Compare): void {
  if (!wanted.year && wanted.account === undefined) return;
  const { inspection } = city.center;
  const found = holder && inspection.personByIdNumber(holder.socialSecurityNumber);
  compare('account', wanted.account, found ? formatYuan(found.person.account) : undefined);
  if (!wanted.year) return;
  const year = yearOf(inspection.date());
  const ledger = found && inspection.ledger(found.person.psnNo, year, 'outpatient');
  compare('year.inScope', wanted.year.inScope, ledger && formatYuan(ledger.inScope));
  compare('year.deductible', wanted.year.deductible, ledger && formatYuan(ledger.deductible));
  compare('year.fund', wanted.year.fund, ledger && formatYuan(ledger.fund));
}

function compareDay(wanted: Expectation, seen: DeskSnapshot, compare: Compare): void {
  const { statement } = seen;
  const stated = statedDay(statement);
  const day = stated && (isSettled(stated) ? 'flat' : 'not-flat');
  compare('day', wanted.day, statement.at === 'failed' ? 'failed' : day);
  const steps = stated?.rows.map((row) => nextStep(row).do).filter((step) => step !== 'nothing');
  compare('rows', wanted.rows?.join(' '), steps?.join(' '));
  compare('closed', wanted.closed, closedDay(seen));
}

/** What differs from the expectation; empty where it holds. What is not expected is not looked at. */
export function discrepancies(wanted: Expectation, scene: Scene): readonly Discrepancy[] {
  const found: Discrepancy[] = [];
  const compare: Compare = (key, expected, actual) => {
    if (expected !== undefined && expected !== actual) found.push({ key, expected, found: actual ?? nothing });
  };
  const seen = scene.window.desk.snapshot();
  const { visit, inFlight } = seen;
  compare('at', wanted.at, stateName(visit));
  if (wanted.back) compareBack(wanted.back, visit, compare);
  comparePrompt(wanted, visit, compare);
  if (wanted.split) compareSplit(wanted.split, visit, compare);
  const due = dueOf(visit);
  compare('due', wanted.due, due === undefined ? undefined : formatYuan(due));
  const change = visit.at === 'registered' || visit.at === 'paid' ? formatYuan(visit.tendered.change) : undefined;
  compare('change', wanted.change, change);
  if (wanted.receipt) compareReceipt(wanted.receipt, scene, visit, compare);
  const verdicts = visit.at === 'reconciled' ? visit.outcomes.map(({ verdict }) => verdict).join(' ') : undefined;
  compare('verdicts', wanted.verdicts?.join(' '), verdicts);
  compare('inFlight', wanted.inFlight?.toString(), inFlight.length.toString());
  compareDay(wanted, seen, compare);
  compareCenter(wanted, scene, compare);
  for (const contradiction of scene.city.center.inspection.contradictions()) {
    const expected = 'a center whose sums agree';
    found.push({ key: 'center', expected, found: JSON.stringify(contradiction) });
  }
  return found;
}
