// A desk for the screen's tests: the hospital's own reducer, with a center and a card that answer as they are told to.
// It keeps nothing on disk. Answers come at once, or when the test lets them.

import type { CardReader } from '../../../drivers/reader.ts';
import { dateOf, type Timestamp } from '../../../src/domain/date.ts';
import { type Fen, fen, minFen, subtractFen, sumFen, zeroFen } from '../../../src/domain/money.ts';
import type { Desk, DeskSnapshot, Lookup, Station, Waiting } from '../../../src/hospital/desk.ts';
import type { OrderLine, PricedLine, Settled, Split } from '../../../src/hospital/visit/charge.ts';
import type { CardInSlot } from '../../../src/hospital/visit/context.ts';
import type { Trial, VisitEffect } from '../../../src/hospital/visit/effects.ts';
import type { VisitEvent } from '../../../src/hospital/visit/events.ts';
import type { CardHolder, Insured } from '../../../src/hospital/visit/people.ts';
import { reduce } from '../../../src/hospital/visit/reduce.ts';
import type { Goal, Refusal, Ticket, VisitState } from '../../../src/hospital/visit/state.ts';
import { departments, diagnoses, doctors, insuredOf, items, registrationItem } from './people.ts';

const time = '2011-08-15 09:41:00' as Timestamp;

type Search<Of> = { readonly code: string; readonly name: string; readonly initials: string } & Of;

function like<Of>(list: readonly Search<Of>[], query: string): readonly Search<Of>[] {
  const typed = query.toLowerCase();
  return list.filter((one) => one.initials.startsWith(typed) || one.code.startsWith(typed) || one.name.includes(query));
}

export const lookup: Lookup = {
  departments: (query) => like(departments, query),
  doctors: () => doctors,
  items: (query) => like(items, query),
  diagnoses: (query) => like(diagnoses, query),
};

/** Level 3, nothing left of the deductible: 55 % of what is in scope, then the account, then cash. */
export function splitOf(lines: readonly OrderLine[], account: Fen = fen(1530)): Split {
  const priced = lines.map((line): PricedLine => {
    const c = line.item.class === 'C';
    const prior = line.item.class === 'B' ? fen(Math.round(line.amount * 0.05)) : zeroFen;
    const fullSelfPay = c ? line.amount : zeroFen;
    return {
      ...line,
      fullSelfPay,
      overCeiling: zeroFen,
      priorSelfPay: prior,
      inScope: c ? zeroFen : subtractFen(line.amount, prior),
    };
  });
  const sum = (of: (line: PricedLine) => Fen) => sumFen(priced.map(of));
  const total = sum((line) => line.amount);
  const inScope = sum((line) => line.inScope);
  const fund = fen(Math.round(inScope * 0.55));
  const rest = subtractFen(total, fund);
  const fromAccount = minFen(account, rest);
  return {
    total,
    fullSelfPay: sum((line) => line.fullSelfPay),
    overCeiling: zeroFen,
    priorSelfPay: sum((line) => line.priorSelfPay),
    inScope,
    deductibleTaken: zeroFen,
    residentsFund: zeroFen,
    employeesFund: fund,
    supplement: zeroFen,
    fundTotal: fund,
    account: fromAccount,
    cash: subtractFen(rest, fromAccount),
    balanceAfter: fen(128450 - fromAccount),
    explanation: ['范围内 43.94 元，起付线已满，三级医院报销比例 55%'],
    lines: priced,
  };
}

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
  account: Fen;
}

export interface ScriptedDesk extends Desk {
  readonly script: Script;
  insert(holder: CardHolder): void;
  pull(): void;
  /** Puts the visit into a state of the test's making. */
  show(visit: VisitState, change?: Partial<DeskSnapshot>): void;
  release(): void;
  readonly events: readonly VisitEvent[];
}

export function scriptedDesk(options: { readonly station?: Station; readonly now?: () => number } = {}): ScriptedDesk {
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
  };
  let snapshot: DeskSnapshot = {
    station: options.station ?? 'register',
    visit: { at: 'awaiting-card' },
    reader: { at: 'no-card' },
    center: 'up',
    waiting: undefined,
    inFlight: [],
    queue: { consult: [], pay: [] },
    day: { registered: 0, paid: 0, fundTotal: zeroFen, accountTotal: zeroFen, cashTotal: zeroFen },
    businessDate: dateOf('2011-08-15'),
  };

  const change = (part: Partial<DeskSnapshot>) => {
    snapshot = { ...snapshot, ...part };
    for (const listener of listeners) listener();
  };

  const goal = (): Goal | undefined => {
    if (snapshot.station === 'consult') return undefined;
    return snapshot.station === 'register' ? { to: 'register' } : { to: 'pay' };
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
    const at = (stage: Ticket['stage']['at']) => [...tickets.values()].filter((one) => one.stage.at === stage);
    change({ queue: { consult: at('waiting'), pay: at('ordered') } });
    return ticket;
  }

  function settled(trial: Trial): Ticket {
    const result: Settled = {
      by: 'network',
      settlementId: '900001',
      dataString: '00012011081509410500017',
      receiptNumber: 'R0042',
      time,
      split: trial.split,
    };
    const { subject } = trial;
    if (subject.purpose === 'registration') {
      return keep({
        number: trial.ticketNumber,
        date: snapshot.businessDate,
        registeredAt: time,
        patient: subject.patient,
        choice: subject.choice,
        registeredBy: { way: 'network', mdtrtId: trial.mdtrtId },
        registrationFee: result,
        stage: trial.split.cash > 0 ? { at: 'fee-due', due: trial.split.cash } : { at: 'waiting' },
      });
    }
    const { orders, ticket } = subject;
    return keep({ ...ticket, stage: { at: 'cash-due', orders, settled: result, due: trial.split.cash } });
  }

  function answerTo(effect: VisitEffect): VisitEvent | undefined {
    const refusal = script.refuse(effect.do);
    if (refusal) {
      return { kind: 'refused', refusal };
    }
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
        return { kind: 'identified', insured: script.insured(effect.holder) };
      case 'identify-with-pin':
        return { kind: 'identified', insured: script.insured(effect.holder) };
      case 'recognise':
        return undefined;
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
      case 'take-cash': {
        const { ticket, tendered, purpose } = effect;
        const { stage } = ticket;
        const next: Ticket =
          purpose === 'registration' || stage.at !== 'cash-due'
            ? { ...ticket, stage: { at: 'waiting' } }
            : { ...ticket, stage: { at: 'paid', orders: stage.orders, settled: stage.settled, tendered } };
        return { kind: 'cash-taken', ticket: keep(next) };
      }
      case 'save-orders':
        return {
          kind: 'orders-saved',
          ticket: keep({ ...effect.ticket, stage: { at: 'ordered', orders: effect.orders } }),
        };
      case 'reconcile':
        return {
          kind: 'reconciled',
          outcomes: [
            {
              msgid: 'H12990000001202108150941000001',
              ticket: '20110815-0042',
              patient: '王秀兰',
              amount: fen(4820),
              verdict: 'reversed',
            },
          ],
        };
      case 'settle-in-cash':
      case 'abandon-trial':
        return undefined;
    }
  }

  function carryOut(effect: VisitEffect): void {
    change({ waiting: undefined });
    const answer = answerTo(effect);
    if (answer) apply(answer);
  }

  const desk: ScriptedDesk = {
    place: {
      hospital: { code: 'H12990000001', name: '海河市人民医院', level: 3 },
      window: 3,
      operator: { code: '1003', name: '李敏' },
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
    dispatch: apply,
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
      inserted = undefined;
      accepted = false;
      change({ reader: { at: 'no-card' } });
      apply({ kind: 'card-removed' });
    },
    show: (visit, rest = {}) => change({ ...rest, visit }),
    release() {
      for (const answer of answers.splice(0)) answer();
    },
    refresh() {},
    settled: async () => snapshot,
    close: async () => {},
  };
  return desk;
}

const waitingOn: Partial<Record<VisitEffect['do'], Waiting['on']>> = {
  'read-card': 'card',
  'verify-pin': 'pin',
  'look-up': 'identity',
  identify: 'identity',
  price: 'pricing',
  settle: 'settlement',
  reconcile: 'reconciliation',
};
