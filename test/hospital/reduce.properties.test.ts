// Whatever happens in whatever order, these hold (3-protocol, What must always hold).

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eVoucherOf } from '../../src/domain/e-voucher.ts';
import type { Fen } from '../../src/domain/money.ts';
import type { CardInSlot, VisitContext } from '../../src/hospital/visit/context.ts';
import type { VisitEffect } from '../../src/hospital/visit/effects.ts';
import type { VisitEvent } from '../../src/hospital/visit/events.ts';
import type { EVoucherHolder, IdCardHolder } from '../../src/hospital/visit/people.ts';
import { reduce } from '../../src/hospital/visit/reduce.ts';
import type { VisitState } from '../../src/hospital/visit/state.ts';
import {
  allPrompts,
  atRegister,
  choice,
  diagnosis,
  drug,
  holder,
  insured,
  orderedTicket,
  orders,
  otherHolder,
  paymentEvents,
  refusalOf,
  registrationEvents,
  settledByNetwork,
  splitOf,
  ticketAt,
} from './visits.ts';

const secret = '987654';
const { idNumber, name, sex, birth } = holder;
const idCard: IdCardHolder = { by: 'id-card', idNumber, name, sex, birth };
const otherIdCard: IdCardHolder = { ...idCard, idNumber: otherHolder.idNumber };
const voucher: EVoucherHolder = { ...idCard, by: 'e-voucher', code: eVoucherOf('12345678901234567', '12') };
/** The same visits, begun without a social-security card. */
const begunBy = (beginning: readonly VisitEvent[]): readonly VisitEvent[] => {
  const rest = registrationEvents.findIndex(({ kind }) => kind === 'choice-made');
  return [
    ...beginning,
    { kind: 'looked-up', ticket: undefined, inDoubt: undefined },
    ...registrationEvents.slice(rest),
  ];
};
const idCardEvents = begunBy([
  { kind: 'id-card-read', holder: idCard },
  { kind: 'pin-entered', pin: secret },
  { kind: 'identified', insured },
]);
const voucherEvents = begunBy([
  { kind: 'voucher-scanned', scanned: voucher.code },
  { kind: 'recognised', holder: voucher, insured },
]);
const goals = [{ to: 'register' }, { to: 'pay' }] as const;
const tickets = [
  orderedTicket,
  ticketAt({ at: 'waiting' }),
  ticketAt({ at: 'fee-due', due: 500 as Fen }),
  ticketAt({ at: 'ordered', orders }, { way: 'cash' }),
  ticketAt({ at: 'cash-due', orders, settled: settledByNetwork, due: 500 as Fen }),
  ticketAt({ at: 'in-doubt', orders, msgid: 'M' }),
];
const ticket = fc.constantFrom(...tickets);

const noise: fc.Arbitrary<VisitEvent> = fc.oneof(
  fc.constantFrom<VisitEvent[]>(
    { kind: 'pin-entered', pin: secret },
    { kind: 'choice-made', choice },
    { kind: 'confirmed' },
    { kind: 'back' },
    { kind: 'diagnosis-set', diagnosis },
    { kind: 'line-added', item: drug, quantity: '2', days: undefined },
    { kind: 'line-removed', index: 0 },
    { kind: 'orders-sent' },
    { kind: 'reconcile-asked' },
    { kind: 'station-opened' },
    { kind: 'id-card-read', holder: idCard },
    { kind: 'id-card-read', holder: otherIdCard },
    { kind: 'id-card-expired', on: holder.birth },
    { kind: 'voucher-scanned', scanned: voucher.code },
    { kind: 'voucher-scanned', scanned: '4240' },
    { kind: 'recognised', holder: voucher, insured },
    { kind: 'card-read', holder },
    { kind: 'card-read', holder: otherHolder },
    { kind: 'card-unreadable', cause: 'no ATR' },
    { kind: 'card-removed' },
    { kind: 'pin-accepted' },
    { kind: 'pin-rejected', triesLeft: 0 },
    { kind: 'pin-rejected', triesLeft: 3 },
    { kind: 'identified', insured },
    { kind: 'reconciled', outcomes: [] },
    { kind: 'left-in-doubt', msgid: 'M', refusal: refusalOf('center-call-failed') },
  ),
  fc.constantFrom(...goals).map((goal): VisitEvent => ({ kind: 'card-inserted', goal })),
  fc
    .integer({ min: 0, max: 10_000 })
    .map((tendered): VisitEvent => ({ kind: 'cash-tendered', tendered: tendered as Fen })),
  fc
    .constantFrom('retry', 'settle-in-cash', 'reconcile', 'end-visit')
    .map((step): VisitEvent => ({ kind: 'step-chosen', step }) as VisitEvent),
  fc
    .tuple(ticket, fc.constantFrom('consult', 'pay'))
    .map(([opened, to]) => ({ kind: 'ticket-opened', ticket: opened, to }) as VisitEvent),
  fc.constantFrom(...allPrompts).map((prompt): VisitEvent => ({ kind: 'refused', refusal: refusalOf(prompt) })),
  fc
    .option(ticket, { nil: undefined })
    .map((found): VisitEvent => ({ kind: 'looked-up', ticket: found, inDoubt: undefined })),
  ticket.map((settled): VisitEvent => ({ kind: 'settled', ticket: settled })),
  ticket.map((taken): VisitEvent => ({ kind: 'cash-taken', ticket: taken })),
  fc.constant<VisitEvent>({
    kind: 'priced',
    ticketNumber: '20110815-0001',
    batch: '20110815-0001-1',
    mdtrtId: 'M1',
    lines: [],
    split: splitOf(25.2, 25.2),
  }),
);

const slots: readonly CardInSlot[] = [
  { at: 'none' },
  { at: 'unread' },
  { at: 'read', holder },
  { at: 'accepted', holder },
  { at: 'accepted', holder: otherHolder },
];
const contexts: fc.Arbitrary<VisitContext> = fc.record({
  hospitalName: fc.constantFrom('海河市人民医院', '海河市中医医院'),
  slot: fc.constantFrom(...slots),
  goal: fc.constantFrom(...goals, undefined),
  inFlight: fc.nat(2),
  registrationItem: fc.constantFrom(atRegister.registrationItem, undefined),
});

/** A real visit with noise sprinkled in, so that the deep states are reached. */
const sequences = fc
  .tuple(
    fc.constantFrom(registrationEvents, paymentEvents, idCardEvents, voucherEvents),
    fc.array(fc.tuple(noise, fc.nat(12)), { maxLength: 25 }),
    fc.array(noise, { maxLength: 25 }),
  )
  .map(([visit, sprinkled, after]) => {
    const events: VisitEvent[] = [...visit];
    for (const [event, place] of sprinkled) events.splice(Math.min(place, events.length), 0, event);
    return [...events, ...after];
  });

interface Played {
  readonly event: VisitEvent;
  readonly before: VisitState;
  readonly after: VisitState;
  readonly effects: readonly VisitEffect[];
}

function play(events: readonly VisitEvent[], contextAt: (place: number) => VisitContext): readonly Played[] {
  let state: VisitState = { at: 'awaiting-card' };
  return events.map((event, place) => {
    const before = state;
    const step = reduce(before, event, contextAt(place));
    state = step.state;
    return { event, before, after: state, effects: step.effects };
  });
}

const runs = fc
  .tuple(sequences, fc.array(contexts, { minLength: 1, maxLength: 5 }))
  .map(([events, some]) => play(events, (place) => some[place % some.length] ?? atRegister));

const always = (holds: (run: readonly Played[]) => void) => fc.assert(fc.property(runs, holds), { numRuns: 3000 });

describe('whatever happens in whatever order', () => {
  it('a settlement is sent only from its trial, and the next only after its outcome is known or known to be unknown', () => {
    const ends = ['settled', 'refused', 'problem-met', 'left-in-doubt'];
    always((run) => {
      for (const { event, before, after, effects } of run) {
        const settles = effects.filter((each) => each.do === 'settle');
        expect(settles).toHaveLength(before.at === 'trial-shown' && after.at === 'settling' ? 1 : 0);
        if (before.at === 'settling' && after !== before) expect(ends).toContain(event.kind);
      }
    });
  });

  it('from doubt, a settlement is reached only through a reconciliation or a new visit', () => {
    always((run) => {
      for (const { before, after } of run.filter((each) => each.before.at === 'in-doubt')) {
        expect(['in-doubt', 'reconciling', 'awaiting-card', 'reading-card', 'identifying']).toContain(after.at);
        if (after.at === 'in-doubt') expect(after).toBe(before);
      }
    });
  });

  it('the PIN is in no state, and in no effect but those that have it verified', () => {
    always((run) => {
      for (const { after, effects } of run) {
        expect(JSON.stringify(after)).not.toContain(secret);
        const others = effects.filter((each) => each.do !== 'verify-pin' && each.do !== 'identify-with-pin');
        expect(JSON.stringify(others)).not.toContain(secret);
      }
    });
  });

  it('no way leads past the PIN of an identity card: the center is never asked about its holder without it', () => {
    always((run) => {
      for (const { effects } of run)
        for (const effect of effects) if (effect.do === 'identify') expect(effect.holder.by).not.toBe('id-card');
    });
  });

  it('cash is taken once for what was due, never less', () => {
    always((run) => {
      for (const { before, effects } of run) {
        for (const effect of effects.filter((each) => each.do === 'take-cash')) {
          expect(before.at).toBe('cash-due');
          expect(effect.tendered.tendered).toBeGreaterThanOrEqual(effect.tendered.due);
          expect(effect.tendered.change).toBe(effect.tendered.tendered - effect.tendered.due);
        }
      }
    });
  });

  it('nothing is settled in cash but from the price shown (10-counter)', () => {
    always((run) => {
      for (const { event, before, effects } of run) {
        if (!effects.some((each) => each.do === 'settle-in-cash')) continue;
        expect([before.at, event.kind]).toEqual(['trial-shown-in-cash', 'confirmed']);
      }
    });
  });

  it('a trial that the center holds is settled or taken back, never forgotten', () => {
    const holdsTrial = (state: VisitState): boolean =>
      state.at === 'trial-shown' || ('resume' in state && holdsTrial(state.resume));
    always((run) => {
      for (const { before, after, effects } of run) {
        if (!holdsTrial(before) || holdsTrial(after)) continue;
        expect(
          effects.map((each) => each.do).filter((each) => each === 'settle' || each === 'abandon-trial'),
        ).toHaveLength(1);
      }
    });
  });

  it('a ticket that was registered in cash is never settled through insurance (1-prompts, Beside the ten)', () => {
    always((run) => {
      for (const { effects } of run) {
        for (const effect of effects) {
          if ((effect.do !== 'price' && effect.do !== 'settle') || !('subject' in effect)) continue;
          if (effect.subject.purpose === 'fees') expect(effect.subject.ticket.registeredBy.way).toBe('network');
        }
      }
    });
  });
});
