// The visit's reducer: what may happen when, and what may never (10-counter, 3-protocol).

import { describe, expect, it } from 'vitest';
import type { Fen } from '../../src/domain/money.ts';
import type { VisitContext } from '../../src/hospital/visit/context.ts';
import type { VisitEvent } from '../../src/hospital/visit/events.ts';
import { reduce } from '../../src/hospital/visit/reduce.ts';
import type { VisitState } from '../../src/hospital/visit/state.ts';
import { play, start, upTo, without } from './played.ts';
import {
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
    expect(diagnosed.did).toEqual(['review']);
    const passed = reduce(diagnosed.state, { kind: 'reviewed', findings: [] }, atRegister);
    expect(passed.effects.map((effect) => effect.do)).toEqual(['save-orders']);
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
