// Money whose outcome nobody here knows, charged or on its way back, and what reconciling found out about it.

import type { Text } from '../../domain/language.ts';
import { formatYuanGrouped } from '../../domain/money.ts';
import { adviceWhereItStays } from '../../hospital/refund/registration-stays.ts';
import type { RefundState } from '../../hospital/refund/state.ts';
import type { Problem } from '../../hospital/visit/problem.ts';
import type { ReconciliationOutcome, Refusal, VisitState } from '../../hospital/visit/state.ts';
import { centerUnreached } from '../../hospital/visit/step.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import { verdictWords } from '../language/words.ts';
import { emptyLine, type Line, line, span, strong } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import { adviceOn } from './advice.ts';
import { explained, noKeys, type Panel, promptLines } from './panel.ts';

/** Prompt 5 struck after the settlement was sent: the prompt, that nobody knows, and what happens next. */
export function doubtPanel(visit: Extract<VisitState, { at: 'in-doubt' }>, pen: Pen, width: number): Panel {
  const facts = [
    [messages.doubtIs, messages.inDoubt],
    [messages.doubtNext, messages.inDoubtNext],
    [messages.whoActs, adviceOn(visit.refusal).actor],
    [messages.doubtMessage, { zh: visit.msgid, en: visit.msgid }],
  ] as const;
  return {
    title: pen.say(messages.inDoubtTitle),
    lines: [...whyInDoubt(visit.refusal, visit.problem, pen, width), emptyLine, ...explained(facts, pen, width)],
    keys: noKeys,
  };
}

/**
 * The prompt of a center that does not answer; where it does, and has something against this counter or a clock, that in its
 * place, without its own assurance that nothing was changed: a copy of the message may have been done.
 */
function whyInDoubt(refusal: Refusal, problem: Problem | undefined, pen: Pen, width: number): Line[] {
  if (!problem) return promptLines(refusal, width);
  const { text, advice } = problem;
  return hindranceLines({ text, remedy: advice?.remedy }, pen, width);
}

type RefundInDoubt = Extract<RefundState, { at: 'in-doubt' }>;

/** The same for money on its way back. */
export function refundDoubtPanel({ msgid, problem }: RefundInDoubt, pen: Pen, width: number): Panel {
  const refusal = centerUnreached(msgid);
  const facts = [
    [messages.doubtIs, messages.refundInDoubt],
    [messages.doubtNext, messages.refundInDoubtNext],
    [messages.whoActs, adviceOn(refusal).actor],
    [messages.doubtMessage, { zh: msgid, en: msgid }],
  ] as const;
  return {
    title: pen.say(messages.inDoubtTitle),
    lines: [...whyInDoubt(refusal, problem, pen, width), emptyLine, ...explained(facts, pen, width)],
    keys: noKeys,
  };
}

/** Why a registration stays at the center, and what to do. */
function advised(said: string, pen: Pen, width: number): Line[] {
  const { cause, remedy } = adviceWhereItStays(said);
  return explained(
    [
      [messages.cause, cause],
      [messages.remedy, remedy],
    ],
    pen,
    width,
  );
}

/** Nobody has anything more to do about these. */
const isDone: ReadonlySet<ReconciliationOutcome['verdict']> = new Set([
  'confirmed',
  'reversed',
  'dropped',
  'registration-cancelled',
]);

function outcomeLines(outcomes: readonly ReconciliationOutcome[], pen: Pen, width: number): Line[] {
  if (outcomes.length === 0) return [line(pen.say(messages.nothingReconciled))];
  return outcomes.flatMap((outcome) => {
    const { patient, ticket, amount, of, verdict, said } = outcome;
    const what = `${patient} ${ticket ?? ''} ${formatYuanGrouped(amount)}`;
    const meaning = isDone.has(verdict) ? 'fine' : 'attention';
    const first = line(`${what}  `, span(pen.say(verdictWords[of][verdict]), meaning));
    return said === undefined ? [first] : [first, ...advised(said, pen, width)];
  });
}

interface Hindrance {
  readonly text: Text;
  readonly cause?: Text | undefined;
  readonly remedy?: Text | undefined;
}

/** What the center has against this counter or its clock, while something is still unknown. */
function hindranceLines({ text, cause, remedy }: Hindrance, pen: Pen, width: number): Line[] {
  const facts = [
    ...(cause ? [[messages.cause, cause] as const] : []),
    ...(remedy ? [[messages.remedy, remedy] as const] : []),
  ];
  return [
    ...wrap(pen.say(text), width).map((each) => line(strong(each, 'attention'))),
    ...explained(facts, pen, width),
  ];
}

/** What became of everything that was in doubt. */
export function reconciledPanel(visit: Extract<VisitState, { at: 'reconciled' }>, pen: Pen, width: number): Panel {
  const { outcomes, problem } = visit;
  const hindrance = problem ? [emptyLine, ...hindranceLines({ ...problem, ...problem.advice }, pen, width)] : [];
  return {
    title: pen.say(messages.reconciledTitle),
    lines: [...outcomeLines(outcomes, pen, width), ...hindrance],
    keys: noKeys,
  };
}
