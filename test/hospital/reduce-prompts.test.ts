// The visit's reducer after a prompt and in doubt: what is offered, what it leads to, and what is refused (1-prompts).

import { describe, expect, it } from 'vitest';
import type { Fen } from '../../src/domain/money.ts';
import type { VisitContext } from '../../src/hospital/visit/context.ts';
import type { VisitEvent } from '../../src/hospital/visit/events.ts';
import { reduce } from '../../src/hospital/visit/reduce.ts';
import type { NextStepKind, VisitState } from '../../src/hospital/visit/state.ts';
import { play, upTo, without } from './played.ts';
import {
  allPrompts,
  atPay,
  atRegister,
  choice,
  holder,
  paymentEvents,
  refusalOf,
  registrationEvents,
} from './visits.ts';

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
    const chosen = play([{ kind: 'choice-made', choice: choice }], atRegister, choosing.state);
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
    outcomes: [{ msgid: 'M1', of: 'charge', ticket: '20110815-0001', patient: '王秀兰', amount: 500 as Fen, verdict }],
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
        subject: { choice: choice },
        charge: { total: 500 },
      });
      expect(again.did).toEqual(['reconcile', 'price']);
      const gone = play([{ kind: 'reconcile-asked' }, outcome(verdict), { kind: 'confirmed' }], without, inDoubt);
      expect(gone.state.at).toBe('awaiting-card');
    },
  );
});
