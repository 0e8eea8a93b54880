// The money of a refund: what was charged, what is kept, what comes back, in three columns that end where the bill's own
// amounts end; and, for whoever asks why, the rules by which what is kept was settled anew.

import type { Text } from '../../domain/language.ts';
import { type Fen, formatYuanGrouped, subtractFen } from '../../domain/money.ts';
import type { Back } from '../../hospital/refund/refund.ts';
import { chargeToUndo, isCancellation, sharesOf } from '../../hospital/refund/standing.ts';
import type { RefundState } from '../../hospital/refund/state.ts';
import type { Split } from '../../hospital/visit/charge.ts';
import type { Patient } from '../../hospital/visit/people.ts';
import type { VisitState } from '../../hospital/visit/state.ts';
import { moneyEdge } from '../frame/money-rows.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import { whyLines } from '../pay/why.ts';
import { cellStart, cells, emptyLine, type Line, line, padStart, quiet, span, strong } from '../text/line.ts';

/** A column is as wide as its widest figure and its name need; all that is left belongs to the payers' names. */
const leastColumnCells = 8;

export interface RefundFigures {
  readonly before: Back;
  readonly back: Back;
}

type Shown = Extract<RefundState, { at: 'trial-shown' | 'sending' | 'refunded' }>;

/** What was charged before this refund, and what comes back of it. */
export function figuresOf(refund: Shown): RefundFigures {
  if (refund.at !== 'refunded') {
    return { before: sharesOf(chargeToUndo(refund.order.ticket)), back: refund.trial.back };
  }
  const { back, remainder } = refund.refund;
  const kept = sharesOf(remainder);
  const sum = (pick: (shares: Back) => Fen) => (pick(kept) + pick(back)) as Fen;
  const before = {
    total: sum((each) => each.total),
    fund: sum((each) => each.fund),
    account: sum((each) => each.account),
    cash: sum((each) => each.cash),
  };
  return { before, back };
}

function row(name: string, amounts: readonly string[], columnCells: number, width: number): string {
  const edge = moneyEdge(width);
  const columns = amounts.map((amount) => padStart(amount, columnCells)).join('');
  return cellStart(name, Math.max(1, edge - columnCells * amounts.length)) + columns;
}

/** Charged, kept, and back; below each other the same three payers in the same order as on the bill. */
export function figureRows({ before, back }: RefundFigures, pen: Pen, width: number): Line[] {
  const head = [messages.chargedBefore, messages.keptNow, messages.comesBack].map((text) => pen.say(text));
  const amounts = (of: keyof Back) =>
    [before[of], subtractFen(before[of], back[of]), back[of]].map((amount) => formatYuanGrouped(amount));
  const widest = Math.max(...[...head, ...amounts('total')].map((text) => cells(text) + 1));
  const columnCells = Math.max(leastColumnCells, widest);
  const told = (name: string, texts: readonly string[]) => row(name, texts, columnCells, width);
  const payer = (text: Text, of: keyof Back) => line(told(`  ${pen.say(text)}`, amounts(of)));
  return [
    line(quiet(told('', head))),
    line(strong(told(pen.say(messages.total), amounts('total')))),
    payer(messages.fund, 'fund'),
    payer(messages.accountPays, 'account'),
    payer(messages.cash, 'cash'),
  ];
}

/** Whether there is something to explain: a trial or a refund that the center computed. */
export function explainedRefund(visit: VisitState): boolean {
  return whyOfRefund(visit) !== undefined;
}

interface RefundWhy {
  /** 退号: nothing is settled anew. */
  readonly cancels: boolean;
  readonly figures: RefundFigures;
  readonly patient: Patient;
  /** What was kept, settled anew; undefined where nothing was. */
  readonly kept: Split | undefined;
  /** The negated settlement, where the rules on refunds are told with it. */
  readonly negated: Split | undefined;
}

function whyOfRefund(visit: VisitState): RefundWhy | undefined {
  if (visit.at !== 'refunding') return undefined;
  const { refund } = visit;
  if (refund.at === 'trial-shown') {
    const { remainder, negated } = refund.trial;
    if (remainder === 'cash' || !negated) return undefined;
    const cancels = isCancellation(refund.order);
    return { cancels, figures: figuresOf(refund), patient: refund.order.ticket.patient, kept: remainder, negated };
  }
  if (refund.at !== 'refunded' || !refund.refund.negated) return undefined;
  const { remainder } = refund.refund;
  const kept = remainder?.by === 'network' ? remainder.split : undefined;
  const cancels = refund.ticket.stage.at === 'cancelled';
  return { cancels, figures: figuresOf(refund), patient: refund.ticket.patient, kept, negated: undefined };
}

/** The difference first, then how what is kept came about, rule by rule. */
export function whyRefundLines(visit: VisitState, pen: Pen, width: number): Line[] {
  const why = whyOfRefund(visit);
  if (!why) return [];
  const { cancels, figures, patient, kept, negated } = why;
  const whence = cancels ? messages.cancelsRegistration : messages.refundIsDifference;
  const head = [line(pen.say(whence)), emptyLine, ...figureRows(figures, pen, width), emptyLine];
  if (!kept)
    return [...head, line(pen.say(messages.nothingKept)), ...(negated ? ruleLines(negated, patient, pen, width) : [])];
  return [
    ...head,
    line(span(pen.say(messages.keptTitle), 'plain', true)),
    emptyLine,
    ...whyLines(kept, patient, pen, width),
  ];
}

/** The rules that the center tells with the negated settlement; nothing where it tells none. */
function ruleLines(negated: Split, patient: Patient, pen: Pen, width: number): Line[] {
  return negated.trace && negated.trace.rules.length > 0 ? [emptyLine, ...whyLines(negated, patient, pen, width)] : [];
}
