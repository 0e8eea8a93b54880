// What stands in the way of a visit: a prompt, a problem, a settlement in doubt, a missing or another card. The prompt's
// text stands alone on its line, exactly as documented; beneath it what the cashier would have to know by heart.

import type { Text } from '../../domain/language.ts';
import type { CardHolder } from '../../hospital/visit/people.ts';
import type { Problem } from '../../hospital/visit/problem.ts';
import { refusals } from '../../hospital/visit/review.ts';
import type { Refusal, VisitState } from '../../hospital/visit/state.ts';
import { reviewLines } from '../consult/findings.ts';
import { amountLine } from '../frame/money-rows.ts';
import { labelOf, shownKey } from '../keys/command.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import type { Moment } from '../model/moment.ts';
import { cells, emptyLine, type Line, line, quiet, type Span, span, strong } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import { adviceOn } from './advice.ts';
import { promptCommands } from './commands.ts';
import { doubtPanel, reconciledPanel, refundDoubtPanel } from './doubt.ts';
import { explained, noKeys, type Panel, promptLines } from './panel.ts';

/** Texts one after another, as many on a line as it holds whole. */
function packed(texts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const before = lines.at(-1);
    const joined = `${before}   ${text}`;
    if (before !== undefined && cells(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(...wrap(text, width));
  }
  return lines;
}

/** The keys of the panel: those that help here; the others quiet and in brackets, with the reason where there is room. */
function keyLines(moment: Moment, pen: Pen, width: number): Panel['keys'] {
  const ready: Span[] = [];
  const off: { readonly key: string; readonly why: string }[] = [];
  for (const command of promptCommands) {
    const available = command.available(moment);
    if (available === 'hidden') continue;
    const key = shownKey(command.keys[0] ?? '');
    const label = pen.say(labelOf(command, moment));
    if (available === 'ready') ready.push(strong(key), span(` ${label}     `));
    else off.push({ key: `(${key} ${label})`, why: pen.say(available) });
  }
  const withReasons = (count: number): Line[] => {
    const bare = off.slice(count).map(({ key }) => quiet(`${key}   `));
    const reasons = packed(
      off.slice(0, count).map(({ key, why }) => `${key} ${why}`),
      width,
    );
    return [line(...ready, ...bare), ...reasons.map((text) => line(quiet(text)))];
  };
  return (rows) => {
    const counts = Array.from(off.keys(), (left) => off.length - left);
    return counts.map(withReasons).find((lines) => lines.length <= rows) ?? withReasons(0);
  };
}

function triesText(refusal: Refusal): Text | undefined {
  if (refusal.triesLeft === undefined) return undefined;
  return refusal.triesLeft === 0 ? messages.pinBlocked : messages.triesLeft(refusal.triesLeft);
}

function promptPanel(moment: Moment, refusal: Refusal, pen: Pen, width: number): Panel {
  const advice = adviceOn(refusal);
  const tries = triesText(refusal);
  const facts = [
    [messages.cause, advice.cause],
    [messages.remedy, advice.remedy],
    [messages.whoActs, advice.actor],
  ] as const;
  return {
    title: pen.say(messages.promptTitle),
    lines: [
      ...promptLines(refusal, width),
      tries ? line(span(pen.say(tries), 'attention')) : emptyLine,
      ...explained(facts, pen, width),
      emptyLine,
    ],
    keys: keyLines(moment, pen, width),
  };
}

/** What insurance does not pay, with its price: the patient must agree before it goes on. */
function consentPanel(visit: Extract<VisitState, { at: 'consent-asked' }>, pen: Pen, width: number): Panel {
  const { before, findings } = visit;
  const asked = new Set(refusals(findings).map((finding) => finding.line));
  const ordered = before.to === 'send' ? before.orders.lines : before.charge.lines;
  const items = ordered.filter((_, place) => asked.has(place));
  return {
    title: pen.say(messages.consentTitle),
    lines: [
      ...wrap(pen.say(messages.consentAsked), width).map((text) => line(strong(text, 'attention'))),
      emptyLine,
      ...items.map((item) => amountLine(`${item.item.name} ${item.quantity}${item.item.unit}`, item.amount, width)),
      emptyLine,
    ],
    keys: noKeys,
  };
}

/** Refused when it was charged: everything found, and that the doctor mends it. */
function reviewPanel(moment: Moment, { findings = [] }: Problem, pen: Pen, width: number): Panel {
  return {
    title: pen.say(messages.reviewTitle),
    lines: [
      ...reviewLines(findings, pen, { width, rows: mostReviewRows }, { remedy: true }),
      emptyLine,
      ...wrap(pen.say(messages.backToDoctor), width).map((text) => line(text)),
      emptyLine,
    ],
    keys: keyLines(moment, pen, width),
  };
}

/** So many rows of findings leave the keys of the panel their place on 24 rows. */
const mostReviewRows = 6;

/** The panel over the work, where the visit's state has one. `width` is that of its text. */
export function panelOf(moment: Moment, pen: Pen, width: number): Panel | undefined {
  const { visit } = moment.desk;
  const said = (title: Text, first: Text, ...rest: readonly Text[]): Panel => ({
    title: pen.say(title),
    lines: [
      ...wrap(pen.say(first), width).map((text) => line(strong(text, 'attention'))),
      emptyLine,
      ...rest.flatMap((text) => wrap(pen.say(text), width)).map((text) => line(text)),
    ],
    keys: noKeys,
  });
  switch (visit.at) {
    case 'refused':
      return promptPanel(moment, visit.refusal, pen, width);
    case 'consent-asked':
      return consentPanel(visit, pen, width);
    case 'problem': {
      if (visit.problem.kind === 'review') return reviewPanel(moment, visit.problem, pen, width);
      const { text, advice } = visit.problem;
      const panel = said(messages.problemTitle, text);
      const facts = advice && [[messages.cause, advice.cause] as const, [messages.remedy, advice.remedy] as const];
      const lines = facts ? [...panel.lines, ...explained(facts, pen, width), emptyLine] : panel.lines;
      return { ...panel, lines, keys: keyLines(moment, pen, width) };
    }
    case 'in-doubt':
      return doubtPanel(visit, pen, width);
    case 'refunding':
      return visit.refund.at === 'in-doubt' ? refundDoubtPanel(visit.refund, pen, width) : undefined;
    case 'card-pulled':
      if (moment.desk.reader.at === 'absent') {
        return said(messages.readerLostTitle, messages.readerLost, messages.readerLostNext(visit.holder.name));
      }
      return visit.resume.at === 'entering-pin'
        ? said(messages.cardWantedTitle, wantedText(visit.holder))
        : said(messages.cardPulledTitle, messages.cardPulled(visit.holder.name));
    case 'other-card':
      return said(
        messages.otherCardTitle,
        messages.otherCard(visit.expected.name, visit.found.name),
        messages.otherCardNext,
      );
    case 'reconciled':
      return reconciledPanel(visit, pen, width);
    default:
      return undefined;
  }
}

/** Opened from the queue, the card was never in: it is asked for, not asked back. */
function wantedText({ name, by }: CardHolder): Text {
  return by === 'social-security-card' ? messages.cardWanted(name) : messages.credentialWanted(name);
}
