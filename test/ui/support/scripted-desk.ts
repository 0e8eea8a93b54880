// A desk for the screen's tests: the hospital's own reducer, with a center and a card that answer as they are told to.
// It keeps nothing on disk. Answers come at once, or when the test lets them.
import type { CardReader } from '../../../drivers/reader.ts';
import { dateOf, type Timestamp } from '../../../src/domain/date.ts';
import { type Fen, fen, zeroFen } from '../../../src/domain/money.ts';
import type { Desk, DeskSnapshot, Station, Waiting } from '../../../src/hospital/desk.ts';
import { waitingFor } from '../../../src/hospital/effects-run.ts';
import { isStatementEvent, statementStep } from '../../../src/hospital/statement/statement-state.ts';
import type { Orders, Settled } from '../../../src/hospital/visit/charge.ts';
import type { CardInSlot } from '../../../src/hospital/visit/context.ts';
import type { Trial, VisitEffect } from '../../../src/hospital/visit/effects.ts';
import type { VisitEvent } from '../../../src/hospital/visit/events.ts';
import type { CardHolder, Insured } from '../../../src/hospital/visit/people.ts';
import { reduce } from '../../../src/hospital/visit/reduce.ts';
import type { Goal, Refusal, Ticket, VisitState } from '../../../src/hospital/visit/state.ts';
import { newTicket, withCashTaken, withFeesSettled, withOrders } from '../../../src/hospital/visit/ticket-stages.ts';
import { lookup } from './lookup.ts';
import { insuredOf, registrationItem } from './people.ts';
import { refundAnswer } from './scripted-refund.ts';
import { splitOf } from './split-of.ts';

const time = '2011-08-15 09:41:00' as Timestamp;

export interface Script {
  /** What the card says at the PIN. */
  pin: (
    pin: string,
  ) => { readonly kind: 'pin-accepted' } | { readonly kind: 'pin-rejected'; readonly triesLeft: number };
  insured: (holder: CardHolder) => Insured;
  /** Refuses the step; undefined lets it pass. */
  refuse: (effect: VisitEffect['do']) => Refusal | undefined;
  /** The settlement's answer is lost. */
  loseAnswers: boolean;
  /** Answers wait for `release()`. */
  held: boolean;
  review?: (orders: Orders) => Extract<VisitEvent, { kind: 'reviewed' }>['findings'];
  account: Fen;
  /** What the second person's number and password come to. */
  approve: Desk['approve'];
  /** What signing in comes to. */
  signIn: Desk['signIn'];
}

export interface ScriptedDesk extends Desk {
  readonly script: Script;
  insert(holder: CardHolder): void;
  pull(): void;
  /** Puts the visit into a state of the test's making. */
  show(visit: VisitState, change?: Partial<DeskSnapshot>): void;
  release(): void;
  keep(ticket: Ticket): Ticket;
  readonly events: readonly VisitEvent[];
}

export interface DeskSetting {
  readonly station?: Station;
  readonly now?: () => number;
  /** Its name, where a test wants another. */
  readonly hospital?: string;
}

export function scriptedDesk(options: DeskSetting = {}): ScriptedDesk {
  const listeners = new Set<() => void>();
  const events: VisitEvent[] = [];
  const answers: (() => void)[] = [];
  const tickets = new Map<string, Ticket>();
  let inserted: CardHolder | undefined;
  let accepted = false;
  const script: Script = {
    pin: () => ({ kind: 'pin-accepted' }),
    insured: (holder) => insuredOf(holder),
    refuse: () => undefined,
    loseAnswers: false,
    held: false,
    account: fen(1530),
    signIn: () => ({ ok: true, value: undefined }),
    approve: (action, code) => ({
      ok: true,
      value: { action, by: { code, name: '何静宜', role: 'supervisor' }, to: desk.place.operator },
    }),
  };
  let snapshot: DeskSnapshot = {
    station: options.station ?? 'register',
    attended: { at: 'by-roster' },
    closed: {},
    visit: { at: 'awaiting-card' },
    reader: { at: 'no-card' },
    center: 'up',
    waiting: undefined,
    inFlight: [],
    queue: { consult: [], pay: [], refund: [] },
    day: { registered: 0, paid: 0, refunded: 0, fundTotal: zeroFen, accountTotal: zeroFen, cashTotal: zeroFen },
    statement: { at: 'days' },
    statementDays: [],
    businessDate: dateOf('2011-08-15'),
  };

  const change = (part: Partial<DeskSnapshot>) => {
    snapshot = { ...snapshot, ...part };
    for (const listener of listeners) listener();
  };
  const goal = (): Goal | undefined => {
    return snapshot.station === 'consult' ? undefined : { to: snapshot.station };
  };
  const slot = (): CardInSlot => {
    if (!inserted) return { at: 'none' };
    return accepted ? { at: 'accepted', holder: inserted } : { at: 'unread' };
  };

  function apply(event: VisitEvent): void {
    events.push(event);
    const step = reduce(snapshot.visit, event, {
      hospitalName: desk.place.hospital.name,
      slot: slot(),
      goal: goal(),
      inFlight: snapshot.inFlight.length,
      registrationItem: event.kind === 'choice-made' ? registrationItem : undefined,
    });
    const waiting: Waiting | undefined =
      step.effects.length > 0 && script.held
        ? { on: waitingOn[step.effects[0]!.do] ?? 'card', since: options.now?.() ?? 0, limit: 10_000 }
        : undefined;
    change({ visit: step.state, waiting });
    for (const effect of step.effects) {
      const answer = () => carryOut(effect);
      if (script.held) answers.push(answer);
      else answer();
    }
  }

  function keep(ticket: Ticket): Ticket {
    tickets.set(ticket.number, ticket);
    const at = (...wanted: string[]) => [...tickets.values()].filter(({ stage }) => wanted.includes(stage.at));
    const refund = at('paid', 'waiting');
    change({ queue: { consult: at('waiting'), pay: at('ordered', 'fee-due', 'cash-due'), refund } });
    return ticket;
  }

  function settled({ subject, split, ticketNumber, mdtrtId }: Trial): Ticket {
    const result: Settled = {
      by: 'network',
      settlementId: '900001',
      dataString: '00012011081509410500017',
      receiptNumber: 'R0042',
      time,
      split,
    };
    return keep(
      subject.purpose === 'registration'
        ? newTicket(ticketNumber, subject, { way: 'network', mdtrtId }, result, time)
        : withFeesSettled(subject.ticket, subject.orders, result),
    );
  }

  function settledInCash({ subject, charge, because }: Extract<VisitEffect, { do: 'settle-in-cash' }>): Ticket {
    const { total, lines } = charge;
    const result: Settled = { by: 'cash', receiptNumber: 'R0042', time, because, total, lines };
    return keep(
      subject.purpose === 'registration'
        ? newTicket(`20110815-00${42 + tickets.size}`, subject, { way: 'cash' }, result, time)
        : withFeesSettled(subject.ticket, subject.orders, result),
    );
  }

  function answerTo(effect: VisitEffect): VisitEvent | undefined {
    const refusal = script.refuse(effect.do);
    if (refusal) return { kind: 'refused', refusal };
    switch (effect.do) {
      case 'read-card':
        return inserted ? { kind: 'card-read', holder: inserted } : { kind: 'card-unreadable', cause: 'no card' };
      case 'verify-pin': {
        const verdict = script.pin(effect.pin);
        accepted = verdict.kind === 'pin-accepted';
        return verdict;
      }
      case 'look-up': {
        const ticket = [...tickets.values()].find(
          (one) => one.patient.holder.idNumber === effect.holder.idNumber && one.stage.at === 'ordered',
        );
        return { kind: 'looked-up', ticket: effect.goal.to === 'pay' ? ticket : undefined, inDoubt: undefined };
      }
      case 'identify':
      case 'identify-with-pin':
        return { kind: 'identified', insured: script.insured(effect.holder) };
      case 'review':
        return { kind: 'reviewed', findings: script.review?.(effect.orders) ?? [] };
      case 'price': {
        const split = splitOf(effect.charge.lines, script.account);
        const ticketNumber =
          effect.subject.purpose === 'fees' ? effect.subject.ticket.number : `20110815-00${42 + tickets.size}`;
        return { kind: 'priced', ticketNumber, batch: 'B1', mdtrtId: 'M1', lines: split.lines, split };
      }
      case 'settle':
        if (script.loseAnswers) {
          const refusal: Refusal = {
            prompt: 'center-call-failed',
            text: '调用中心交易失败',
            stage: 'network',
            fact: {},
            also: [],
          };
          return { kind: 'left-in-doubt', msgid: 'H12990000001202108150941000001', refusal };
        }
        return { kind: 'settled', ticket: settled(effect.trial) };
      case 'take-cash':
        return { kind: 'cash-taken', ticket: keep(withCashTaken(effect.ticket, effect.tendered) ?? effect.ticket) };
      case 'save-orders':
        return { kind: 'orders-saved', ticket: keep(withOrders(effect.ticket, effect.orders)) };
      case 'reconcile':
        return {
          kind: 'reconciled',
          outcomes: [
            {
              msgid: 'H12990000001202108150941000001',
              of: 'charge',
              ticket: '20110815-0042',
              patient: '王秀兰',
              amount: fen(4820),
              verdict: 'reversed',
            },
          ],
        };
      case 'settle-in-cash':
        return { kind: 'settled', ticket: settledInCash(effect) };
      case 'recognise':
      case 'abandon-trial':
        return undefined;
      case 'find-refundable':
      case 'try-refund':
      case 'refund':
      case 'refund-in-cash':
        return refundAnswer(effect, tickets, keep);
    }
  }

  function carryOut(effect: VisitEffect): void {
    change({ waiting: undefined });
    const answer = answerTo(effect);
    if (answer) apply(answer);
  }

  const desk: ScriptedDesk = {
    place: {
      hospital: { code: 'H12990000001', name: options.hospital ?? '海河市人民医院', level: 3 },
      window: 3,
      operator: { code: '1003', name: '李敏', role: 'cashier' },
    },
    lookup,
    reader: {} as CardReader,
    script,
    events,
    snapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch: (event) =>
      isStatementEvent(event) ? change({ statement: statementStep(snapshot.statement, event).state }) : apply(event),
    signIn(...given) {
      const answer = script.signIn(...given);
      if (answer.ok) change({ attended: { at: 'signed-in', practice: true } });
      return answer;
    },
    lock: () => change({ attended: { at: 'locked' } }),
    approve: (...asked) => script.approve(...asked),
    openStation(station) {
      change({ station });
      apply({ kind: 'station-opened' });
    },
    insert(holder) {
      inserted = holder;
      accepted = false;
      change({ reader: { at: 'card' } });
      const to = goal();
      if (to) apply({ kind: 'card-inserted', goal: to });
    },
    pull() {
      [inserted, accepted] = [undefined, false];
      change({ reader: { at: 'no-card' } });
      apply({ kind: 'card-removed' });
    },
    show: (visit, rest = {}) => change({ ...rest, visit }),
    release() {
      for (const answer of answers.splice(0)) answer();
    },
    keep,
    refresh() {},
    tidy() {},
    settled: async () => snapshot,
    close: async () => {},
  };
  return desk;
}

const waitingOn: Partial<Record<VisitEffect['do'], Waiting['on']>> = {
  ...waitingFor,
  'read-card': 'card',
  'verify-pin': 'pin',
  'look-up': 'identity',
};
