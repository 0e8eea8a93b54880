// The row above the footer: a rule, unless there is something to say: what is waited for, or what was just refused.

import type { Waiting } from '../../hospital/desk.ts';
import type { VisitState } from '../../hospital/visit/state.ts';
import { deskCommands } from '../desk-wide/commands.ts';
import { labelOf } from '../keys/command.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import type { Moment } from '../model/moment.ts';
import { isLocked } from '../sign-in/locked.ts';
import { fitLine, type Line, line, lineCells, plainText, quiet, type Span, span } from '../text/line.ts';
import { rule } from '../text/panel.ts';
import { waitIsSaidAfter } from './surroundings.ts';

const waitingFor = {
  card: messages.readingCard,
  pin: messages.verifyingPin,
  identity: messages.identifying,
  review: messages.reviewing,
  pricing: messages.pricing,
  settlement: messages.settling,
  reconciliation: messages.reconciling,
  'refund-trial': messages.tryingRefund,
  refund: messages.sendingRefund,
} as const satisfies Record<Waiting['on'], unknown>;

/** The states in which an answer is still wanted: one that has just come is not waited for any more. */
const wantedAt = {
  card: ['reading-card', 'card-pulled', 'refused', 'problem'],
  pin: ['verifying-pin'],
  identity: ['identifying', 'recognising'],
  review: ['reviewing'],
  pricing: ['pricing'],
  settlement: ['settling'],
  reconciliation: ['reconciling'],
  'refund-trial': ['refunding'],
  refund: ['refunding'],
} as const satisfies Record<Waiting['on'], readonly VisitState['at'][]>;

function isWanted(waiting: Waiting, visit: VisitState): boolean {
  const states: readonly VisitState['at'][] = wantedAt[waiting.on];
  return states.includes(visit.at);
}

/** `elapsed` in milliseconds. Undefined while it is too early to speak. */
export function waitingSpan(waiting: Waiting, elapsed: number, moment: Moment, pen: Pen): Span | undefined {
  if (elapsed < waitIsSaidAfter || !isWanted(waiting, moment.desk.visit)) return undefined;
  const what = pen.say(waitingFor[waiting.on]);
  const said = pen.say(messages.waited(what, Math.floor(elapsed / 1000), Math.ceil(waiting.limit / 1000)));
  const back = deskCommands.find((command) => command.id === 'back');
  const canGoBack = back?.available(moment) === 'ready';
  const esc = canGoBack ? messages.escWould(pen.say(labelOf(back, moment))) : messages.escNothing;
  return span(`${said}   ${pen.say(esc)}`, 'attention');
}

/** Whether the screen says it already, on one line or broken into several. */
function saysAlready(front: readonly Line[], text: string): boolean {
  const words = (of: string) => of.replaceAll(/\s/g, '');
  return words(front.map(plainText).join('')).includes(words(text));
}

/** `front`: what lies in front; what is said there is not said twice. */
export function statusLine(moment: Moment, front: readonly Line[], pen: Pen, elapsed: number, width: number): Line {
  if (isLocked(moment)) return rule(width, pen.frames);
  const { waiting } = moment.desk;
  const { notice } = moment.screen;
  const unsaid = notice && !saysAlready(front, pen.say(notice.text)) ? notice : undefined;
  const said = unsaid
    ? span(pen.say(unsaid.text), unsaid.meaning)
    : waiting && waitingSpan(waiting, elapsed, moment, pen);
  if (!said) return rule(width, pen.frames);
  const before = line(quiet(pen.frames.horizontal), ' ', said, ' ');
  return fitLine([...before, ...rule(Math.max(0, width - lineCells(before)), pen.frames)], width);
}
