// The visit's reducer: what may happen when, and what may never (10-counter, 1-prompts, 3-protocol).

import { describe, expect, it } from 'vitest';
import type { Fen } from '../../src/domain/money.ts';
import type { VisitContext } from '../../src/hospital/visit/context.ts';
import type { VisitEffect } from '../../src/hospital/visit/effects.ts';
import type { VisitEvent } from '../../src/hospital/visit/events.ts';
import { reduce } from '../../src/hospital/visit/reduce.ts';
import type { NextStepKind, VisitState } from '../../src/hospital/visit/state.ts';
import {
  allPrompts,
  atPay,
  atRegister,
  holder,
  insured,
  orderedTicket,
  orders,
  otherHolder,
  paymentEvents,
  priced,
  refusalOf,
  registrationEvents,
  settledByNetwork,
  ticketAt,
} from './visits.ts';

const start: VisitState = { at: 'awaiting-card' };

function play(events: readonly VisitEvent[], context: VisitContext = atRegister, from: VisitState = start) {
  let state = from;
  const effects: VisitEffect[] = [];
  for (const event of events) {
    const step = reduce(state, event, context);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects, did: effects.map((effect) => effect.do) };
}

const upTo = (events: readonly VisitEvent[], kind: VisitEvent['kind']) =>
  events.slice(0, events.findIndex((event) => event.kind === kind) + 1);
const without: VisitContext = { ...atRegister, slot: { at: 'none' } };
const due = { at: 'fee-due', due: 500 as Fen } as const;

describe('registration (10-counter: the card leads)', () => {
  it('goes from the card to the settlement, each thing asked once', () => {
    const { state, did } = play(registrationEvents);
    expect(state.at).toBe('settling');
    expect(did).toEqual(['read-card', 'verify-pin', 'look-up', 'identify', 'price', 'settle']);
  });

  it('takes the cash part, says the change, and is registered', () => {
    const settled: VisitEvent = { kind: 'settled', ticket: ticketAt(due) };
    const tender = (tendered: number): VisitEvent => ({ kind: 'cash-tendered', tendered: tendered as Fen });
    const tooLittle = play([...registrationEvents, settled, tender(499)]);
    expect(tooLittle.state.at).toBe('cash-due');
    const enough = play([...registrationEvents, settled, tender(1000)]);
    expect(enough.state).toMatchObject({ at: 'taking-cash', tendered: { due: 500, tendered: 1000, change: 500 } });
    const taken = play([{ kind: 'cash-taken', ticket: ticketAt({ at: 'waiting' }) }], atRegister, enough.state);
    expect(taken.state).toMatchObject({ at: 'registered', tendered: { change: 500 } });
  });

  it('is registered at once where nothing is due in cash', () => {
    const settled: VisitEvent = { kind: 'settled', ticket: ticketAt({ at: 'waiting' }) };
    expect(play([...registrationEvents, settled]).state.at).toBe('registered');
  });

  it('is taken back with 2601 when Esc is pressed at the trial: the registration must not linger at the center', () => {
    const { state, effects } = play([...upTo(registrationEvents, 'priced'), { kind: 'back' }]);
    expect(state.at).toBe('awaiting-card');
    expect(effects.at(-1)).toMatchObject({ do: 'abandon-trial', trial: { ticketNumber: '20110815-0001' } });
  });

  it('cannot be left while it is being priced or settled', () => {
    for (const events of [upTo(registrationEvents, 'choice-made'), registrationEvents]) {
      const before = play(events).state;
      expect(reduce(before, { kind: 'back' }, atRegister)).toEqual({ state: before, effects: [] });
      expect(reduce(before, { kind: 'station-opened' }, atPay)).toEqual({ state: before, effects: [] });
    }
  });

  it('asks for the unpaid fee of an earlier registration before anything else', () => {
    const lookedUp: VisitEvent = { kind: 'looked-up', ticket: ticketAt(due), inDoubt: undefined };
    expect(play([...upTo(registrationEvents, 'pin-accepted'), lookedUp]).state).toMatchObject({
      at: 'cash-due',
      purpose: 'registration',
      due: 500,
    });
  });

  it('does not ask a holder again whose PIN was accepted and whose card stayed in', () => {
    const accepted: VisitContext = { ...atRegister, slot: { at: 'accepted', holder } };
    expect(play([{ kind: 'confirmed' }], accepted).did).toEqual(['look-up']);
    expect(play([{ kind: 'station-opened' }], { ...accepted, goal: { to: 'pay' } }).did).toEqual(['look-up']);
  });
});

describe('the PIN', () => {
  it('is in the effect that verifies it and in no state', () => {
    const { state, effects } = play(upTo(registrationEvents, 'pin-entered'));
    expect(effects.at(-1)).toEqual({ do: 'verify-pin', pin: '123456' });
    expect(JSON.stringify(state)).not.toContain('123456');
  });

  it.each(['12345', '1234567', '12345a', ''])('is six digits: %j changes nothing', (pin) => {
    const before = play(upTo(registrationEvents, 'card-read')).state;
    expect(reduce(before, { kind: 'pin-entered', pin }, atRegister)).toEqual({ state: before, effects: [] });
  });

  it('wrong shows prompt 9 with the tries left and may be entered again; blocked it may not', () => {
    const entered = upTo(registrationEvents, 'pin-entered');
    const wrong = play([...entered, { kind: 'pin-rejected', triesLeft: 5 }]).state;
    expect(wrong).toMatchObject({ at: 'refused', refusal: { prompt: 'wrong-pin', text: '密码错误', triesLeft: 5 } });
    const retry: VisitEvent = { kind: 'step-chosen', step: 'retry' };
    expect(reduce(wrong, retry, atRegister).state.at).toBe('entering-pin');
    const blocked = play([...entered, { kind: 'pin-rejected', triesLeft: 0 }]).state;
    expect(reduce(blocked, retry, atRegister).state).toBe(blocked);
  });
});

describe('payment', () => {
  it('finds the ticket of the holder by itself and prices it at once', () => {
    const { state, did } = play(paymentEvents, atPay);
    expect(state).toMatchObject({ at: 'settling', subject: { purpose: 'fees', ticket: { number: '20110815-0001' } } });
    expect(did).toEqual(['read-card', 'verify-pin', 'look-up', 'identify', 'price', 'settle']);
  });

  it('says so where nothing awaits payment', () => {
    const nothing: VisitEvent = { kind: 'looked-up', ticket: undefined, inDoubt: undefined };
    const { state } = play([...upTo(paymentEvents, 'pin-accepted'), nothing], atPay);
    expect(state).toMatchObject({ at: 'problem', problem: { kind: 'nothing-to-pay' } });
  });

  it('is in cash for a visit that was registered in cash, and the center is not asked (1-prompts, Beside the ten)', () => {
    const inCash = ticketAt({ at: 'ordered', orders }, { way: 'cash' });
    const lookedUp: VisitEvent = { kind: 'looked-up', ticket: inCash, inDoubt: undefined };
    const { state, did } = play([...upTo(paymentEvents, 'pin-accepted'), lookedUp], atPay);
    expect(state).toMatchObject({ at: 'trial-shown-in-cash', charge: { total: 2520 } });
    expect(did).not.toContain('identify');
    expect(play([{ kind: 'confirmed' }], atPay, state).did).toEqual(['settle-in-cash']);
  });

  it('goes on with the cash part where the settlement is already on disk', () => {
    const stage = { at: 'cash-due', orders, settled: settledByNetwork, due: 500 as Fen } as const;
    const lookedUp: VisitEvent = { kind: 'looked-up', ticket: ticketAt(stage), inDoubt: undefined };
    const { state, did } = play([...upTo(paymentEvents, 'pin-accepted'), lookedUp], atPay);
    expect(state).toMatchObject({ at: 'cash-due', purpose: 'fees' });
    expect(did).not.toContain('settle');
  });

  it('is not possible while a settlement of this person is in doubt here (3-protocol)', () => {
    const subject = { purpose: 'fees', ticket: orderedTicket, orders } as const;
    const lookedUp: VisitEvent = { kind: 'looked-up', ticket: orderedTicket, inDoubt: { subject, msgid: 'M' } };
    const { state, did } = play([...upTo(paymentEvents, 'pin-accepted'), lookedUp], atPay);
    expect(state).toMatchObject({ at: 'in-doubt', refusal: { text: '调用中心交易失败' } });
    expect(did.at(-1)).toBe('look-up');
  });
});

describe('the card (10-counter)', () => {
  const needing: readonly (readonly [string, readonly VisitEvent[], VisitState['at']])[] = [
    ['at the PIN', upTo(registrationEvents, 'card-read'), 'entering-pin'],
    ['while the PIN is verified', upTo(registrationEvents, 'pin-entered'), 'entering-pin'],
    ['while the holder is identified', upTo(registrationEvents, 'looked-up'), 'entering-pin'],
    ['at the choice', upTo(registrationEvents, 'identified'), 'choosing'],
    ['while pricing', upTo(registrationEvents, 'choice-made'), 'pricing'],
    ['at the trial', upTo(registrationEvents, 'priced'), 'trial-shown'],
  ];

  it.each(needing)('pulled %s pauses the visit; the same card goes on', (_, events, goesOn) => {
    const paused = play([...events, { kind: 'card-removed' }]).state;
    expect(paused).toMatchObject({ at: 'card-pulled', holder });
    const back = play(
      [
        { kind: 'card-inserted', goal: { to: 'register' } },
        { kind: 'card-read', holder },
      ],
      atRegister,
      paused,
    );
    expect(back.state.at).toBe(goesOn);
    expect(back.did).toEqual(['read-card']);
  });

  it.each(needing)('of someone else put in after it was pulled %s is said, and goes on with nothing', (_, events) => {
    const paused = play([...events, { kind: 'card-removed' }]).state;
    const other = play([{ kind: 'card-read', holder: otherHolder }], atRegister, paused);
    expect(other.state).toMatchObject({ at: 'other-card', expected: holder, found: otherHolder });
    expect(other.did).toEqual([]);
    expect(play([{ kind: 'card-removed' }], without, other.state).state).toMatchObject({ at: 'card-pulled', holder });
  });

  it('is not needed once the settlement is sent', () => {
    const settling = play(registrationEvents).state;
    expect(reduce(settling, { kind: 'card-removed' }, without).state).toBe(settling);
  });

  it('pulled while pricing: the answer is kept for its return, a refusal is shown at once', () => {
    const paused = play([...upTo(registrationEvents, 'choice-made'), { kind: 'card-removed' }]).state;
    expect(reduce(paused, priced, without).state).toMatchObject({ at: 'card-pulled', resume: { at: 'trial-shown' } });
    const refused: VisitEvent = { kind: 'refused', refusal: refusalOf('inpatient') };
    expect(reduce(paused, refused, without).state.at).toBe('refused');
  });

  it('unreadable shows prompt 1; swiping again is trying again (deck 000: it may read at the third try)', () => {
    const unreadable: VisitEvent = { kind: 'card-unreadable', cause: 'no ATR' };
    const refused = play([...upTo(registrationEvents, 'card-inserted'), unreadable]).state;
    expect(refused).toMatchObject({ at: 'refused', refusal: { text: '该卡无效', stage: 'card-contact' } });
    const again = play(
      [{ kind: 'card-removed' }, { kind: 'card-inserted', goal: { to: 'register' } }],
      atRegister,
      refused,
    );
    expect(again.state.at).toBe('reading-card');
    expect(again.did).toEqual(['read-card']);
  });

  it('of the next patient starts the next visit after the receipt', () => {
    const paid: VisitState = {
      at: 'registered',
      ticket: ticketAt({ at: 'waiting' }),
      tendered: { due: 0 as Fen, tendered: 0 as Fen, change: 0 as Fen },
    };
    expect(reduce(paid, { kind: 'card-inserted', goal: { to: 'register' } }, atRegister).state.at).toBe('reading-card');
  });

  it('left with another in the slot: Esc gives the visit up, and the trial is taken back', () => {
    const paused = play([...upTo(registrationEvents, 'priced'), { kind: 'card-removed' }]).state;
    const other = play([{ kind: 'card-read', holder: otherHolder }, { kind: 'back' }], atRegister, paused);
    expect(other.state.at).toBe('reading-card');
    expect(other.did).toEqual(['abandon-trial', 'read-card']);
  });
});

describe('after a prompt', () => {
  const stopped = (prompt: (typeof allPrompts)[number], context = atRegister) =>
    play([...upTo(registrationEvents, 'choice-made'), { kind: 'refused', refusal: refusalOf(prompt) }], context).state;
  const may = (state: VisitState, step: NextStepKind) =>
    state.at === 'refused' && state.options.find((option) => option.step === step)?.disabled === undefined;

  it('cash is a full path after prompts 2, 3, 5, 6, 8 and 10, and after no other (1-prompts)', () => {
    const cash = allPrompts.filter((prompt) => may(stopped(prompt), 'settle-in-cash'));
    expect(cash).toEqual([
      'month-unpaid',
      'open-reconciliation',
      'center-call-failed',
      'no-outpatient-benefit',
      'special-illness-lapsed',
      'waiting-period',
    ]);
    const inCash: VisitEvent[] = [{ kind: 'step-chosen', step: 'settle-in-cash' }, { kind: 'confirmed' }];
    const settled = play(inCash, atRegister, stopped('month-unpaid'));
    expect(settled.effects).toMatchObject([{ do: 'settle-in-cash', because: 'month-unpaid', charge: { total: 500 } }]);
  });

  it('cash is first shown at full price; only Enter writes it down, Esc goes back to the prompt', () => {
    const refused = stopped('month-unpaid');
    const shown = play([{ kind: 'step-chosen', step: 'settle-in-cash' }], atRegister, refused);
    expect(shown.state).toMatchObject({
      at: 'trial-shown-in-cash',
      because: 'month-unpaid',
      charge: { purpose: 'registration', total: 500 },
    });
    expect(shown.did).toEqual([]);
    expect(reduce(shown.state, { kind: 'back' }, atRegister)).toEqual({ state: refused, effects: [] });
    expect(reduce(shown.state, { kind: 'confirmed' }, atRegister).state.at).toBe('settling-in-cash');
  });

  it('all four steps are listed; each one that is not offered says why', () => {
    for (const prompt of allPrompts) {
      const state = stopped(prompt);
      if (state.at !== 'refused') throw new Error(prompt);
      expect(state.options.map(({ step }) => step)).toEqual(['retry', 'settle-in-cash', 'reconcile', 'end-visit']);
      for (const { disabled } of state.options.filter((option) => option.disabled)) {
        expect(disabled?.zh).toBeTruthy();
        expect(disabled?.en).toBeTruthy();
      }
    }
  });

  it('prompt 3 is reconciled here only where it names this hospital or something is in flight here', () => {
    expect(may(stopped('open-reconciliation'), 'reconcile')).toBe(false);
    expect(may(stopped('open-reconciliation', { ...atRegister, inFlight: 1 }), 'reconcile')).toBe(true);
    const named = { ...atRegister, hospitalName: '海河市中医医院' };
    expect(may(stopped('open-reconciliation', named), 'reconcile')).toBe(true);
    expect(allPrompts.filter((prompt) => may(stopped(prompt, named), 'reconcile'))).toEqual(['open-reconciliation']);
  });

  it('prompt 5 at identification leaves registration in cash: the department is chosen, the center is not asked', () => {
    const events: VisitEvent[] = [
      ...upTo(registrationEvents, 'looked-up'),
      { kind: 'refused', refusal: refusalOf('center-call-failed') },
      { kind: 'step-chosen', step: 'settle-in-cash' },
    ];
    const choosing = play(events);
    expect(choosing.state).toMatchObject({ at: 'choosing', payment: { way: 'cash', because: 'center-call-failed' } });
    const chosen = play([{ kind: 'choice-made', choice: { ...registrationChoice } }], atRegister, choosing.state);
    expect(chosen.state.at).toBe('trial-shown-in-cash');
    expect(play([{ kind: 'back' }], atRegister, chosen.state).state).toBe(choosing.state);
    expect(play([{ kind: 'confirmed' }], atRegister, chosen.state).did).toEqual(['settle-in-cash']);
  });

  it('prompt 5 at identification leaves payment in cash at full price', () => {
    const events: VisitEvent[] = [
      ...upTo(paymentEvents, 'looked-up'),
      { kind: 'refused', refusal: refusalOf('center-call-failed') },
      { kind: 'step-chosen', step: 'settle-in-cash' },
      { kind: 'confirmed' },
    ];
    const { effects } = play(events, atPay);
    expect(effects.at(-1)).toMatchObject({ do: 'settle-in-cash', charge: { purpose: 'fees', total: 2520 } });
  });

  it('a retry without the card waits for it', () => {
    const { state } = play([{ kind: 'step-chosen', step: 'retry' }], without, stopped('month-unpaid'));
    expect(state.at).toBe('card-pulled');
  });

  it('a settlement that was refused is priced anew, not sent again', () => {
    const refused = play([...registrationEvents, { kind: 'refused', refusal: refusalOf('month-unpaid') }]).state;
    const again = play([{ kind: 'step-chosen', step: 'retry' }], atRegister, refused);
    expect(again.state.at).toBe('pricing');
    expect(again.did).toEqual(['price']);
  });
});

describe('a settlement in doubt', () => {
  const doubt: VisitEvent = { kind: 'left-in-doubt', msgid: 'M1', refusal: refusalOf('center-call-failed') };
  const inDoubt = play([...registrationEvents, doubt]).state;
  const outcome = (verdict: 'confirmed' | 'reversed' | 'dropped' | 'open'): VisitEvent => ({
    kind: 'reconciled',
    outcomes: [{ msgid: 'M1', ticket: '20110815-0001', patient: '王秀兰', amount: 500 as Fen, verdict }],
  });
  const present: VisitContext = { ...atRegister, slot: { at: 'accepted', holder } };

  it('can be reconciled or left; it cannot be tried again, and not be paid in cash', () => {
    expect(inDoubt).toMatchObject({ at: 'in-doubt', msgid: 'M1' });
    for (const step of ['retry', 'settle-in-cash'] as const) {
      expect(reduce(inDoubt, { kind: 'step-chosen', step }, present)).toEqual({ state: inDoubt, effects: [] });
    }
    expect(play([{ kind: 'step-chosen', step: 'reconcile' }], present, inDoubt).did).toEqual(['reconcile']);
  });

  it('stays in doubt where the center could not be asked', () => {
    const { state } = play([{ kind: 'reconcile-asked' }, outcome('open'), { kind: 'confirmed' }], present, inDoubt);
    expect(state).toEqual(inDoubt);
  });

  it.each(['reversed', 'dropped'] as const)(
    '%s: the holder who is still there goes on with what was chosen',
    (verdict) => {
      const again = play([{ kind: 'reconcile-asked' }, outcome(verdict), { kind: 'confirmed' }], present, inDoubt);
      expect(again.state).toMatchObject({
        at: 'pricing',
        subject: { choice: registrationChoice },
        charge: { total: 500 },
      });
      expect(again.did).toEqual(['reconcile', 'price']);
      const gone = play([{ kind: 'reconcile-asked' }, outcome(verdict), { kind: 'confirmed' }], without, inDoubt);
      expect(gone.state.at).toBe('awaiting-card');
    },
  );
});

const registrationChoice = (() => {
  const event = registrationEvents.find((each) => each.kind === 'choice-made');
  if (event?.kind !== 'choice-made') throw new Error('no choice');
  return event.choice;
})();

describe('the consultation', () => {
  const waiting = ticketAt({ at: 'waiting' });
  const consulting: VisitState = { at: 'consulting', ticket: waiting, orders: { diagnosis: undefined, lines: [] } };
  const drugLine = orders.lines[0];
  if (!drugLine) throw new Error('no line');
  const add: VisitEvent = { kind: 'line-added', item: drugLine.item, quantity: '3', days: 3 };

  it('adds lines at price × quantity, takes them away, and sends nothing without a diagnosis', () => {
    const one = play([add], atRegister, consulting).state;
    expect(one).toMatchObject({ orders: { lines: [{ amount: 3780 }] } });
    expect(play([{ kind: 'line-removed', index: 0 }], atRegister, one).state).toMatchObject({ orders: { lines: [] } });
    expect(play([{ kind: 'orders-sent' }], atRegister, one).did).toEqual([]);
    const diagnosed = play(
      [{ kind: 'diagnosis-set', diagnosis: orders.diagnosis }, { kind: 'orders-sent' }],
      atRegister,
      one,
    );
    expect(diagnosed.did).toEqual(['save-orders']);
  });

  it.each(['0', '-1', 'x', '', '1.23456'])('a quantity of %j changes nothing', (quantity) => {
    const event: VisitEvent = { kind: 'line-added', item: drugLine.item, quantity, days: undefined };
    expect(reduce(consulting, event, atRegister).state).toBe(consulting);
  });
});

it('an identification that comes after the visit was left changes nothing', () => {
  const left = play([...upTo(registrationEvents, 'looked-up'), { kind: 'back' }]).state;
  expect(left).toEqual(start);
  expect(reduce(left, { kind: 'identified', insured }, atRegister)).toEqual({ state: left, effects: [] });
});
